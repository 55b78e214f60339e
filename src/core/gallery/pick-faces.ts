/** @file Some of a gallery's samples, to try a model on: always the same ones, of as many people as possible. Pure. */

interface Person<Sample> {
  readonly samples: readonly Sample[];
}

/** Enough to see whether people are told apart, and done within seconds. */
export const MAX_TRIED_FACES = 60;
const MAX_TRIED_PEOPLE = MAX_TRIED_FACES / 2;

/**
 * At most `MAX_TRIED_FACES`: the first samples of everybody, then the second ones, and so on, so that whoever stops early
 * has still seen most people. Where there are more people than that, those with two samples go first: others cannot be
 * recognized by what is left.
 */
export function pickFaces<P extends Person<unknown>>(
  people: readonly P[],
): { readonly person: P; readonly sample: P['samples'][number] }[] {
  const [several, few] = [people.filter(hasTwo), people.filter((person) => !hasTwo(person))];
  const chosen = new Set([...several, ...few].slice(0, MAX_TRIED_PEOPLE));
  const asked = people.filter((person) => chosen.has(person));
  const perPerson = Math.max(2, Math.ceil(MAX_TRIED_FACES / Math.max(1, asked.length)));
  return Array.from({ length: perPerson })
    .flatMap((_, round) =>
      asked.flatMap((person) => {
        const sample = person.samples[round];
        return sample === undefined ? [] : [{ person, sample }];
      }),
    )
    .slice(0, MAX_TRIED_FACES);
}

function hasTwo({ samples }: Person<unknown>): boolean {
  return samples.length >= 2;
}
