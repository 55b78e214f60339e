/** @file The pictures of a finding in groups, side by side, so that the person can judge with their own eyes. */
import type { Finding, SampleRef } from '../../../core/doctor/finding.ts';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { PersonLink } from '../person-link.tsx';
import { findPerson, findSample, nameOf, type People } from '../people-context.ts';
import { SamplePicture } from '../sample-picture.tsx';

/** Of each group: enough to see whom it shows, in the width of a card. */
const IN_QUESTION = 3;
const BESIDE = 2;

export interface FindingPicturesProps {
  readonly finding: Finding;
  readonly people: People;
}

interface Group {
  readonly key: string;
  readonly anchor: Anchor | undefined;
  readonly samples: readonly SampleRef[];
  /** More pictures of the kind that are not shown. */
  readonly more: number;
  readonly isInQuestion: boolean;
}

export function FindingPictures({ finding, people }: FindingPicturesProps) {
  return (
    <div class="finding-pictures">
      {groupsOf(finding, people).map(({ key, anchor, samples, more, isInQuestion }) => (
        <figure key={key} class={isInQuestion ? 'is-in-question' : ''}>
          <div class="picture-row">
            {samples.map((sample) => (
              <SamplePicture
                key={sample.sampleId}
                sample={findSample(people, sample)}
                isMarked={isInQuestion}
                alt={`${isInQuestion ? 'In question, saved as' : 'Picture of'} ${nameOf(people, sample.anchorId)}`}
              />
            ))}
            {more > 0 && <span class="hint">+{more}</span>}
          </div>
          <figcaption>
            {isInQuestion ? (
              <span class="hint">{samples.length + more === 1 ? 'This one' : 'These'}</span>
            ) : (
              anchor !== undefined && <PersonLink anchor={anchor} />
            )}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

function groupsOf({ kind, anchorIds, samples, resembled }: Finding, people: People): readonly Group[] {
  const [first, second] = anchorIds.map((anchorId) => findPerson(people, anchorId));
  const isPair = kind === 'same-person' || kind === 'look-alike';
  const others = othersOf(first, [...samples, ...resembled]);
  const groups: readonly Omit<Group, 'more'>[] = isPair
    ? [
        { key: 'first', anchor: first, samples, isInQuestion: false },
        { key: 'second', anchor: second, samples: resembled, isInQuestion: false },
      ]
    : [
        { key: 'question', anchor: first, samples, isInQuestion: true },
        { key: 'own', anchor: first, samples: kind === 'copies' ? resembled : others, isInQuestion: false },
        { key: 'other', anchor: second, samples: kind === 'copies' ? [] : resembled, isInQuestion: false },
      ];
  return groups
    .filter((group) => group.samples.length > 0)
    .map((group) => {
      const most = group.isInQuestion || isPair ? IN_QUESTION : BESIDE;
      const more = group.isInQuestion ? Math.max(0, group.samples.length - most) : 0;
      return { ...group, samples: group.samples.slice(0, most), more };
    });
}

/** The person's other pictures. */
function othersOf(anchor: Anchor | undefined, shown: readonly SampleRef[]): readonly SampleRef[] {
  if (anchor === undefined) return [];
  return anchor.samples
    .filter(({ id }) => !shown.some(({ sampleId }) => sampleId === id))
    .map(({ id }) => ({ anchorId: anchor.id, sampleId: id }));
}
