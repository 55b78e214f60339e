/** @file What is said of a finding, and on the buttons that help. */
import type { Finding, Remedy } from '../../../core/doctor/finding.ts';
import { countOf } from '../../shared/plural.ts';

export interface FindingWords {
  readonly title: string;
  readonly hint: string;
}

type NameOf = (anchorId: string | undefined) => string;

export function describeFinding(finding: Finding, nameOf: NameOf): FindingWords {
  const [a, b] = finding.anchorIds.map(nameOf);
  const [first = 'somebody', second = 'somebody'] = [a, b];
  const amount = finding.samples.length;
  const isOne = amount === 1;
  switch (finding.kind) {
    case 'misplaced':
      return {
        title: isOne
          ? `A picture of ${first} looks more like ${second}.`
          : `${String(amount)} pictures of ${first} look more like ${second}.`,
        hint: `Because of ${isOne ? 'it' : 'them'}, ${second} can get ${first}’s name.`,
      };
    case 'same-person':
      return {
        title: `${first} and ${second} look like one person.`,
        hint: 'If they are, put them together: until then neither name comes surely.',
      };
    case 'contradicted':
      return {
        title: `You said “not ${first}” of a face that ${isOne ? 'this picture is' : 'these pictures are'} like.`,
        hint: `If ${isOne ? 'it shows' : 'they show'} somebody else, ${isOne ? 'it does' : 'they do'} not belong here.`,
      };
    case 'look-alike':
      return {
        title: `${first} and ${second} look alike.`,
        hint: describeConfusion(finding.confusion ?? 0),
      };
    case 'stray':
      return finding.remedies.some(({ kind }) => kind === 'remove')
        ? {
            title: isOne
              ? `A picture of ${first} does not look like the others.`
              : `${String(amount)} pictures of ${first} do not look like the others.`,
            hint: 'It may show somebody else, or the face too badly to be of use.',
          }
        : {
            title: `The pictures of ${first} do not look like one person.`,
            hint: 'One of them may show somebody else.',
          };
    case 'same-name':
      return {
        title: `${first} is saved ${finding.people === 2 ? 'twice' : `${String(finding.people)} times`}.`,
        hint: 'People of one name count as one; together they are easier to look after.',
      };
    case 'copies':
      return {
        title: `${countOf(amount, 'picture')} of ${first} ${isOne ? 'is' : 'are'} nearly the same as another one.`,
        hint: 'They teach Nametag nothing new.',
      };
    case 'one-view':
      return {
        title:
          finding.people === 1
            ? `All pictures of ${first} are much alike.`
            : `${String(finding.people)} people have pictures that are all much alike.`,
        hint: 'Another day, other light, the head turned a little: that makes a name surer.',
      };
    case 'few-pictures':
      return {
        title:
          finding.people === 1
            ? `There are only one or two pictures of ${first}.`
            : `Of ${String(finding.people)} people there are only one or two pictures.`,
        hint: 'With three to eight different ones, names come faster and more surely.',
      };
  }
}

/** What is on the button; undefined for a remedy that is no button. */
export function describeRemedy(remedy: Remedy, nameOf: NameOf): string | undefined {
  switch (remedy.kind) {
    case 'remove':
      return remedy.sampleIds.length === 1
        ? 'Remove the picture'
        : `Remove ${String(remedy.sampleIds.length)} pictures`;
    case 'move':
      return `Move to ${nameOf(remedy.toAnchorId)}`;
    case 'merge':
      return `Merge into ${nameOf(remedy.intoId)}`;
    case 'collect':
      return 'Take more pictures';
    case 'look':
      return undefined;
  }
}

function describeConfusion(confusion: number): string {
  if (confusion === 0) return 'A new picture of the one could get the name of the other.';
  return `${String(Math.max(1, Math.round(confusion * 100)))} % of their pictures are about as much like the other one.`;
}
