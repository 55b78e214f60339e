/**
 * @file The row under the chosen face. A face without a name gets a name field at once; for one with a name, the row first
 * asks whether the name is right. The result appears in the same place.
 */
import { useMemo, useState } from 'preact/hooks';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import type { CorrectionWish } from '../../../protocol/correction-messages.ts';
import type { FaceStatus } from '../../../protocol/panel-port.ts';
import { EnrollQuestion } from '../faces/enroll-question.tsx';
import { NameForm } from '../faces/name-form.tsx';
import type { Panel } from '../panel/use-panel.ts';
import { CorrectionNote } from './correction-note.tsx';
import { FaceActions } from './face-actions.tsx';

export interface FaceRowProps {
  readonly face: FaceStatus;
  readonly panel: Panel;
  readonly anchors: readonly Anchor[];
}

export function FaceRow({ face: { face, verdict, crop }, panel, anchors }: FaceRowProps) {
  // What the person saw on the face when they clicked it: the recognizer may change its mind under the pointer.
  const [seen] = useState(verdict);
  const [typing, setTyping] = useState<'another' | 'new-name'>();
  const seenId = 'name' in seen ? seen.anchorId : undefined;
  const others = useMemo(() => anchors.filter(({ id }) => id !== seenId), [anchors, seenId]);
  const { state, actions } = panel;
  const { correction } = state;
  const close = (): void => {
    actions.name(undefined);
  };
  const say = (wish: CorrectionWish): void => {
    actions.correct(face, wish, 'name' in seen ? seen.name : '');
  };

  if (correction?.face === face && correction.phase.kind === 'asking') {
    const { request, phase, wish } = correction;
    return (
      <div class="enrollment is-asking">
        <EnrollQuestion
          step={phase}
          name={'name' in wish ? wish.name : ''}
          crop={crop}
          anchors={anchors}
          onAnswer={(choice) => {
            actions.answerEnrollment(request, choice);
          }}
          onCancel={() => {
            actions.cancelEnrollment(request);
          }}
        />
      </div>
    );
  }
  if (correction?.face === face) {
    return <CorrectionNote correction={correction} onUndo={actions.undoCorrection} onClose={close} />;
  }
  if (!('name' in seen)) {
    return (
      <>
        <NameForm
          initialName=""
          suggestedName={state.suggestion?.name}
          anchors={anchors}
          onSave={(name, anchorId) => {
            actions.enroll({ target: { kind: 'tab', face }, name, anchorId, crop });
          }}
          onCancel={close}
        />
        <button
          class="link face-never"
          type="button"
          data-testid="face-never"
          onClick={() => {
            say({ kind: 'never' });
          }}
        >
          Never name this person
        </button>
      </>
    );
  }
  const { anchorId, name } = seen;
  return typing !== undefined ? (
    <NameForm
      key={typing}
      initialName={typing === 'new-name' ? name : ''}
      anchors={typing === 'new-name' ? [] : others}
      onSave={(typed) => {
        say(
          typing === 'new-name'
            ? { kind: 'rename', anchorId, name: typed }
            : { kind: 'name', name: typed, anchorId },
        );
      }}
      onCancel={() => {
        setTyping(undefined);
      }}
    />
  ) : (
    <FaceActions
      name={name}
      onConfirm={() => {
        say({ kind: 'confirm', anchorId });
      }}
      onNot={() => {
        say({ kind: 'not', anchorId });
      }}
      onOtherName={() => {
        setTyping('another');
      }}
      onRename={() => {
        setTyping('new-name');
      }}
      onNever={() => {
        say({ kind: 'never', anchorId });
      }}
      onCancel={close}
    />
  );
}
