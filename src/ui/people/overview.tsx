/** @file Everybody at once: the check-up, the people, who is never named, who looks like whom, and what was corrected. */
import { useMemo } from 'preact/hooks';
import type { StoredAnchors } from '../../platform/anchor-shelf.ts';
import { openStudio } from '../../platform/extension-pages.ts';
import { DeletedFaces } from '../shared/anchors/deleted-faces.tsx';
import { Unreadable } from '../shared/anchors/unreadable.tsx';
import { Groups } from '../shared/groups/groups.tsx';
import { groupDigits } from '../shared/plural.ts';
import { Checkup } from './checkup/checkup.tsx';
import { currentFindings } from './checkup/current-findings.ts';
import { Damaged } from './damaged.tsx';
import { History } from './history/history.tsx';
import { PeopleGrid, PeopleTiles } from './people-grid.tsx';
import type { People } from './people-context.ts';
import { Similarity } from './similarity/similarity.tsx';
import { countProblems } from './sort-people.ts';
import { useCorrections } from './use-corrections.ts';
import type { Deeds } from './use-deeds.ts';
import type { DoctorState } from './use-diagnosis.ts';

export interface OverviewProps {
  readonly stored: StoredAnchors;
  readonly people: People;
  readonly deeds: Deeds;
  readonly doctor: DoctorState;
  onRestart(): void;
}

export function Overview({ stored, people, deeds, doctor, onRestart }: OverviewProps) {
  const corrections = useCorrections();
  const { anchors, binned, damaged } = stored;
  const { diagnosis } = doctor;
  const [named, neverNamed] = useMemo(
    () => [
      anchors.filter(({ isNeverNamed }) => !isNeverNamed),
      anchors.filter(({ isNeverNamed }) => isNeverNamed),
    ],
    [anchors],
  );
  const problems = useMemo(
    () => countProblems(currentFindings(diagnosis?.findings ?? [], people)),
    [diagnosis, anchors],
  );
  return (
    <main class={`people${anchors.length === 0 ? ' is-empty' : ''}`}>
      <div class="people-side">
        <Damaged amount={damaged.length} />
        <Unreadable unreadable={doctor.unreadable} anchors={anchors} />
        {anchors.length > 0 && <Checkup people={people} doctor={doctor} onRestart={onRestart} />}
      </div>
      <div class="people-main">
        {anchors.length === 0 && <Nobody />}
        {named.length > 0 && <PeopleGrid anchors={named} problems={problems} />}
        <Groups variant="page" anchors={anchors} />
        {neverNamed.length > 0 && (
          <section class="section people-section" aria-label="Never named" data-testid="never-named">
            <h2>
              Never named <span class="count">{groupDigits(neverNamed.length)}</span>
            </h2>
            <p class="hint section-hint">
              Recognized, so that nobody else’s name falls on them; their own shows nowhere.
            </p>
            <PeopleTiles anchors={neverNamed} problems={problems} />
          </section>
        )}
        <DeletedFaces binned={binned} onRestore={(anchorId) => void deeds.undo({ kind: 'bin', anchorId })} />
        {diagnosis !== undefined && (
          <Similarity
            table={diagnosis.table}
            people={people}
            maxDistance={doctor.maxDistance}
            allPeople={diagnosis.people}
          />
        )}
      </div>
      <div class="people-past">
        <History
          corrections={corrections}
          people={people}
          onUndo={(correctionId) => void deeds.undo({ kind: 'correction', correctionId })}
        />
      </div>
    </main>
  );
}

function Nobody() {
  return (
    <div class="card nobody" data-testid="nobody">
      <p class="nobody-title">Nobody is saved yet.</p>
      <p class="hint">
        Switch Nametag on at a site with a video and click a face there, or begin with the webcam, a screen or
        a file in Studio.
      </p>
      <button class="button is-primary" type="button" onClick={() => void openStudio()}>
        Open Studio
      </button>
    </div>
  );
}
