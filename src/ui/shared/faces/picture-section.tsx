/** @file Enrolling from a picture: choosing, dropping or pasting one, then naming the faces that were found. */
import { useEffect, useRef } from 'preact/hooks';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { Icon } from '../icons.tsx';
import { FaultNotice } from '../notice.tsx';
import type { PicturePhase } from '../panel/panel-state.ts';
import type { Panel } from '../panel/use-panel.ts';
import { useFileIntake } from '../use-file-intake.ts';
import { FaceGrid } from './face-grid.tsx';
import { NameForm } from './name-form.tsx';
import { useReturningFocus } from './use-returning-focus.ts';

export interface PictureSectionProps {
  readonly panel: Panel;
  readonly anchors: readonly Anchor[];
}

export function PictureSection({ panel, anchors }: PictureSectionProps) {
  const { state, actions } = panel;
  const { picture } = state;
  const isDragging = useFileIntake(([file]) => void actions.inspectPicture(file));
  const card = useRef<HTMLDivElement>(null);
  const phase = picture?.phase.kind;
  useEffect(() => {
    if (phase !== undefined) card.current?.scrollIntoView({ block: 'nearest' });
  }, [phase]);

  return (
    <section class="section" aria-label="From a picture">
      <div class="picture-line">
        <label class={`button picture-button${isDragging ? ' is-dragging' : ''}`}>
          <Icon name="picture" />
          {isDragging ? 'Drop the picture' : 'From a picture…'}
          <input
            class="visually-hidden"
            type="file"
            accept="image/*"
            data-testid="picture-input"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              // Emptied, so that choosing the same file again is a change again.
              event.currentTarget.value = '';
              if (file !== undefined) void actions.inspectPicture(file);
            }}
          />
        </label>
        <span class="hint">or drop or paste one here</span>
      </div>
      {picture !== undefined && (
        <div class="card picture-card" ref={card}>
          <div class="picture-title">
            <p role="status">{describePhase(picture.phase)}</p>
            <button class="link" type="button" onClick={actions.closePicture}>
              Close
            </button>
          </div>
          {picture.phase.kind === 'refused' && <FaultNotice code={picture.phase.fault.code} />}
          {picture.phase.kind === 'found' && (
            <FoundFaces panel={panel} anchors={anchors} request={picture.request} phase={picture.phase} />
          )}
        </div>
      )}
    </section>
  );
}

function describePhase(phase: PicturePhase): string {
  switch (phase.kind) {
    case 'searching':
      return 'Looking for faces…';
    case 'refused':
      return 'Nobody to name.';
    case 'found':
      return phase.faces.length === 1
        ? 'Found 1 face.'
        : `Found ${String(phase.faces.length)} faces. Choose one.`;
  }
}

interface FoundFacesProps extends PictureSectionProps {
  readonly request: number;
  readonly phase: Extract<PicturePhase, { kind: 'found' }>;
}

function FoundFaces({ panel, anchors, request, phase }: FoundFacesProps) {
  const { state, actions } = panel;
  const { naming } = state;
  const chosen = naming?.kind === 'picture' ? String(naming.face) : undefined;
  const container = useReturningFocus(chosen);
  const face = phase.faces.find((candidate) => String(candidate.face) === chosen);
  return (
    <section ref={container} aria-label="Faces in the picture">
      <FaceGrid
        testId="picture-face"
        chosen={chosen}
        faces={phase.faces.map((found) => ({
          key: String(found.face),
          verdict: found.verdict,
          crop: found.crop,
          box: found.box,
          isLeaving: false,
        }))}
        onChoose={(key) => {
          actions.name(key === chosen ? undefined : { kind: 'picture', picture: request, face: Number(key) });
        }}
      >
        {face !== undefined && (
          <NameForm
            key={face.face}
            initialName={face.verdict.kind === 'named' ? face.verdict.name : ''}
            anchors={anchors}
            onSave={(name, anchorId) => {
              const target = { kind: 'picture', picture: request, face: face.face } as const;
              actions.enroll({ target, name, anchorId, crop: face.crop });
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
