/** @file One finding: the pictures side by side, what they show, and the remedies, each one click. */
import { useState } from 'preact/hooks';
import type { Finding, Remedy } from '../../../core/doctor/finding.ts';
import { openStudio } from '../../../platform/extension-pages.ts';
import { PersonLink } from '../person-link.tsx';
import { bestSample, findPerson, nameOf, type People } from '../people-context.ts';
import { SamplePicture } from '../sample-picture.tsx';
import { addressOf } from '../use-route.ts';
import { FindingPictures } from './finding-pictures.tsx';
import { describeFinding, describeRemedy } from './finding-words.ts';

/** Faces of people in a tip for many. */
const PORTRAITS = 6;

export interface FindingCardProps {
  readonly finding: Finding;
  readonly people: People;
}

export function FindingCard({ finding, people }: FindingCardProps) {
  const [isBusy, setIsBusy] = useState(false);
  const { title, hint } = describeFinding(finding, (anchorId) => nameOf(people, anchorId));
  const perform = async (remedy: Remedy): Promise<void> => {
    if (remedy.kind === 'collect') await openStudio();
    if (remedy.kind === 'collect' || remedy.kind === 'look') return;
    setIsBusy(true);
    await people.perform(remedy);
    setIsBusy(false);
  };
  const buttons = finding.remedies.flatMap((remedy) => {
    const label = describeRemedy(remedy, (anchorId) => nameOf(people, anchorId));
    return label === undefined ? [] : [{ remedy, label }];
  });
  return (
    <li
      class={`card finding is-${finding.severity}`}
      data-testid="finding"
      data-kind={finding.kind}
      data-people={finding.anchorIds.map((anchorId) => nameOf(people, anchorId)).join('+')}
    >
      <p class="finding-title">{title}</p>
      <p class="hint">{hint}</p>
      {finding.samples.length > 0 ? (
        <FindingPictures finding={finding} people={people} />
      ) : (
        <Concerned finding={finding} people={people} />
      )}
      {buttons.length > 0 && (
        <div class="finding-buttons">
          {buttons.map(({ remedy, label }, index) => (
            <button
              key={remedy.kind}
              class={`button${index === 0 && finding.severity === 'mistake' ? ' is-primary' : ''}`}
              type="button"
              data-testid={`remedy-${remedy.kind}`}
              disabled={isBusy}
              onClick={() => void perform(remedy)}
            >
              <span class="cut">{label}</span>
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

/** Everybody whom a tip is about, each a way to their page. */
function Concerned({ finding, people }: FindingCardProps) {
  const anchors = finding.anchorIds.flatMap((anchorId) => findPerson(people, anchorId) ?? []);
  const [only] = anchors;
  if (anchors.length === 1 && only !== undefined) {
    return (
      <p class="finding-people">
        <SamplePicture sample={bestSample(only)} />
        <PersonLink anchor={only} />
      </p>
    );
  }
  const rest = finding.people - Math.min(PORTRAITS, anchors.length);
  return (
    <p class="finding-people">
      {anchors.slice(0, PORTRAITS).map((anchor) => (
        <a key={anchor.id} href={addressOf(anchor.id)} title={anchor.name} aria-label={anchor.name}>
          <SamplePicture sample={bestSample(anchor)} />
        </a>
      ))}
      {rest > 0 && <span class="hint">and {rest} more</span>}
    </p>
  );
}
