/** @file The faces that are in the picture right now, and giving them names. */
import type { Anchor } from '../../../core/gallery/anchor.ts';
import type { Panel } from '../panel/use-panel.ts';
import { FaceGrid } from './face-grid.tsx';
import { NameForm } from './name-form.tsx';
import { useReturningFocus } from './use-returning-focus.ts';

export interface FacesNowProps {
  readonly title: string;
  /** Said while there is no face. */
  readonly emptyText: string;
  readonly panel: Panel;
  readonly anchors: readonly Anchor[];
}

export function FacesNow({ title, emptyText, panel, anchors }: FacesNowProps) {
  const { state, actions } = panel;
  const chosen = state.naming?.kind === 'tab' ? state.naming.face : undefined;
  const section = useReturningFocus(chosen);
  const slot = state.slots.find(({ face }) => face.face === chosen);

  return (
    <section class="section" ref={section} aria-label={title}>
      <h2>{title}</h2>
      {state.slots.length === 0 && <p class="empty">{emptyText}</p>}
      <FaceGrid
        testId="face"
        chosen={chosen}
        faces={state.slots.map(({ face, goneSinceMs }) => ({
          key: face.face,
          verdict: face.verdict,
          crop: face.crop,
          box: face.box,
          isLeaving: goneSinceMs !== undefined,
        }))}
        onPoint={actions.point}
        onChoose={(face) => {
          actions.name(face === chosen ? undefined : { kind: 'tab', face });
        }}
      >
        {slot !== undefined && (
          <NameForm
            key={slot.face.face}
            initialName={slot.face.verdict.kind === 'named' ? slot.face.verdict.name : ''}
            suggestedName={state.suggestion?.name}
            anchors={anchors}
            onSave={(name, anchorId) => {
              const target = { kind: 'tab', face: slot.face.face } as const;
              actions.enroll({ target, name, anchorId, crop: slot.face.crop });
            }}
            onCancel={() => {
              actions.name(undefined);
            }}
          />
        )}
      </FaceGrid>
    </section>
  );
}
