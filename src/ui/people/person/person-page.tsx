/** @file One person: who they are to Nametag, what the doctor says of them, and all their pictures. */
import { useMemo, useState } from 'preact/hooks';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { Icon } from '../../shared/icons.tsx';
import { currentFindings, findingKey } from '../checkup/current-findings.ts';
import { FindingCard } from '../checkup/finding-card.tsx';
import type { People } from '../people-context.ts';
import { addressOf } from '../use-route.ts';
import type { DoctorState } from '../use-diagnosis.ts';
import { PersonHead } from './person-head.tsx';
import { PersonPicker } from './person-picker.tsx';
import { PersonSamples } from './person-samples.tsx';

export interface PersonPageProps {
  readonly anchor: Anchor;
  readonly people: People;
  readonly doctor: DoctorState;
}

/** What a person is being chosen for. */
type Choosing = { readonly kind: 'merge' } | { readonly kind: 'move'; readonly sampleIds: readonly string[] };

export function PersonPage({ anchor, people, doctor }: PersonPageProps) {
  const [choosing, setChoosing] = useState<Choosing>();
  const { diagnosis } = doctor;
  const findings = currentFindings(diagnosis?.findings ?? [], people).filter(
    ({ anchorIds, severity }) =>
      anchorIds.includes(anchor.id) && (severity !== 'tip' || anchorIds.length === 1),
  );
  const expectation = diagnosis?.expectations.find(({ anchorId }) => anchorId === anchor.id);
  const others = useMemo(
    () => people.anchors.filter(({ id }) => id !== anchor.id),
    [people.anchors, anchor.id],
  );
  const choose = (otherId: string): void => {
    setChoosing(undefined);
    if (choosing?.kind === 'merge')
      void people.perform({ kind: 'merge', intoId: otherId, fromIds: [anchor.id] });
    if (choosing?.kind === 'move') {
      const { sampleIds } = choosing;
      void people.perform({ kind: 'move', anchorId: anchor.id, sampleIds, toAnchorId: otherId });
    }
  };
  return (
    <main class="person-page" data-testid="person-page" data-name={anchor.name}>
      <a class="back" href={addressOf(undefined)} data-testid="all-people">
        <Icon name="back" />
        All people
      </a>
      <PersonHead
        key={anchor.id}
        anchor={anchor}
        people={people}
        doctor={doctor}
        canMerge={others.length > 0}
        onMerge={() => {
          setChoosing({ kind: 'merge' });
        }}
      />
      {findings.length > 0 && (
        <ul class="findings person-findings">
          {findings.map((finding) => (
            <FindingCard key={findingKey(finding)} finding={finding} people={people} />
          ))}
        </ul>
      )}
      <PersonSamples
        key={`samples ${anchor.id}`}
        anchor={anchor}
        people={people}
        expectation={expectation}
        canMove={others.length > 0}
        onMove={(sampleIds) => {
          setChoosing({ kind: 'move', sampleIds });
        }}
      />
      {choosing !== undefined && (
        <PersonPicker
          title={titleOf(choosing, anchor.name)}
          anchors={others}
          onChoose={choose}
          onClose={() => {
            setChoosing(undefined);
          }}
        />
      )}
    </main>
  );
}

function titleOf(choosing: Choosing, name: string): string {
  if (choosing.kind === 'merge') return `Merge ${name} into…`;
  const amount = choosing.sampleIds.length;
  return amount === 1 ? 'Move the picture to…' : `Move ${String(amount)} pictures to…`;
}
