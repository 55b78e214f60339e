/** @file One enrollment: what the coach asks for, its question, that it is saved and what is missing, or why it is not. */
import { useEffect, useRef } from 'preact/hooks';
import type { FaultCode } from '../../../core/errors/fault.ts';
import { faultText } from '../../../core/errors/fault-texts.ts';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import { Icon } from '../icons.tsx';
import type { CollectingStep, SavedStep } from '../panel/enroll-step.ts';
import type { Enrollment } from '../panel/panel-state.ts';
import type { PanelActions } from '../panel/use-panel.ts';
import { EnrollQuestion } from './enroll-question.tsx';
import { collectingText, coverageText, savedRemarks, savedText } from './enroll-words.ts';
import { FaceRing, Sides } from './face-ring.tsx';
import { useDismissal } from './use-dismissal.ts';

/** A new attempt on the same face can succeed; a face that is gone comes back as another one. */
const WORTH_RETRYING: readonly FaultCode[] = [
  'face-not-clear',
  'face-mixed',
  'recognizer-gone',
  'storage-failed',
  'internal',
];

export interface EnrollmentRowProps {
  readonly enrollment: Enrollment;
  readonly actions: PanelActions;
  readonly anchors: readonly Anchor[];
  readonly isWebcam: boolean;
}

export function EnrollmentRow({ enrollment, actions, anchors, isWebcam }: EnrollmentRowProps) {
  const { request, phase, crop, name } = enrollment;
  const row = useRef<HTMLLIElement>(null);
  const dismiss = (): void => {
    actions.dismissEnrollment(request);
  };
  const cancel = (): void => {
    actions.cancelEnrollment(request);
  };
  useDismissal(row, phase, dismiss);
  useEffect(() => {
    // The button that was pressed is gone, and the keyboard with it.
    if (phase.kind === 'saving') row.current?.focus();
  }, [phase.kind]);

  return (
    <li
      ref={row}
      class={`enrollment is-${phase.kind}`}
      tabIndex={-1}
      data-testid={phase.kind === 'refused' ? 'notice' : 'enroll-progress'}
      data-phase={phase.kind}
      data-name={name}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || (phase.kind !== 'collecting' && phase.kind !== 'asking')) return;
        // Unhandled, Escape would close the whole popup.
        event.preventDefault();
        event.stopPropagation();
        cancel();
      }}
    >
      {phase.kind === 'asking' ? (
        <EnrollQuestion
          // One question may follow another, and takes the focus as well.
          key={phase.doubt}
          step={phase}
          name={name}
          crop={crop}
          anchors={anchors}
          onCancel={cancel}
          onAnswer={(choice) => {
            actions.answerEnrollment(request, choice);
          }}
        />
      ) : (
        <>
          <FaceRing crop={crop} share={phase.kind === 'collecting' ? shareOf(phase) : undefined} />
          {phase.kind === 'collecting' && <Collecting {...{ enrollment, actions, cancel }} step={phase} />}
          {phase.kind === 'saving' && <p class="enrollment-text">Saving…</p>}
          {phase.kind === 'saved' && <Saved {...{ enrollment, actions, dismiss, isWebcam }} step={phase} />}
          {phase.kind === 'refused' && (
            <>
              <div class="enrollment-text">
                <p>
                  <strong>{faultText(phase.fault.code).text}</strong> {faultText(phase.fault.code).remedy}
                </p>
                {WORTH_RETRYING.includes(phase.fault.code) && (
                  <button
                    class="link"
                    type="button"
                    onClick={() => {
                      actions.retryEnrollment(enrollment);
                    }}
                  >
                    Try again
                  </button>
                )}
              </div>
              <CloseButton onClose={dismiss} />
            </>
          )}
        </>
      )}
    </li>
  );
}

interface StepProps<Step> {
  readonly enrollment: Enrollment;
  readonly step: Step;
  readonly actions: PanelActions;
}

function Collecting({
  enrollment: { request, name },
  step,
  actions,
  cancel,
}: StepProps<CollectingStep> & { cancel(): void }) {
  const { mode, collected, wanted, covered, hint, isEnough } = step;
  const cancelButton = (
    <button class="button is-quiet" type="button" data-testid="enroll-cancel" onClick={cancel}>
      Cancel
    </button>
  );
  const isLong = mode === 'coached' || mode === 'more';
  return (
    <>
      <div class="enrollment-text">
        <p data-testid="enroll-hint" data-hint={hint}>
          <strong>{collectingText(step)}</strong>
        </p>
        <p class="hint cut" aria-live="off">
          {name}
          {wanted > 0 && ` · ${String(collected)} of ${String(wanted)} pictures`}
        </p>
      </div>
      {!isLong && cancelButton}
      {isLong && (
        <div class="enrollment-more" aria-live="off">
          <Sides covered={covered} hint={hint} />
          <span class="enrollment-buttons">
            {cancelButton}
            <button
              class="button is-primary"
              type="button"
              data-testid="enroll-done"
              disabled={!isEnough}
              onClick={() => {
                actions.finishEnrollment(request);
              }}
            >
              {mode === 'more' ? 'Stop' : 'Done'}
            </button>
          </span>
        </div>
      )}
    </>
  );
}

function Saved({
  enrollment: { request, target },
  step,
  actions,
  dismiss,
  isWebcam,
}: StepProps<SavedStep> & { readonly isWebcam: boolean; dismiss(): void }) {
  const remarks = savedRemarks(step);
  const offersMore = step.canCollectMore && coverageText(step.covered ?? []) !== undefined;
  return (
    <>
      <div class="enrollment-text">
        <p>
          <strong class="cut">{step.name}</strong> {savedText(step)}
        </p>
        {remarks.map((remark) => (
          <p key={remark} class="hint">
            {remark}
          </p>
        ))}
      </div>
      <CloseButton onClose={dismiss} />
      {offersMore && target.kind === 'tab' && (
        <div class="enrollment-more">
          <button
            class="button"
            type="button"
            data-testid="enroll-more"
            onClick={() => {
              actions.collectMore(request);
            }}
          >
            {isWebcam ? 'Show the other sides' : 'Collect more while it plays'}
          </button>
        </div>
      )}
    </>
  );
}

function CloseButton({ onClose }: { onClose(): void }) {
  return (
    <button class="icon-button" type="button" aria-label="Close this message" onClick={onClose}>
      <Icon name="close" />
    </button>
  );
}

function shareOf({ collected, wanted }: CollectingStep): number {
  return wanted === 0 ? 0 : Math.min(1, collected / wanted);
}
