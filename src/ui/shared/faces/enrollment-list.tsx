/** @file Enrollments under way and just done: how far each is, that it is saved, or why not and what helps. */
import { useEffect } from 'preact/hooks';
import type { FaultCode } from '../../../core/errors/fault.ts';
import { faultText } from '../../../core/errors/fault-texts.ts';
import { Icon } from '../icons.tsx';
import type { Enrollment, EnrollmentPhase } from '../panel/panel-state.ts';
import type { Panel, PanelActions } from '../panel/use-panel.ts';
import { PixelsCanvas } from '../pixels-canvas.tsx';
import { countOf } from '../plural.ts';

/** Time to read one short sentence twice. */
const SHOW_SAVED_MS = 7000;

/** A new attempt on the same face can succeed; a face that is gone comes back as another one. */
const WORTH_RETRYING: readonly FaultCode[] = [
  'face-not-clear',
  'face-mixed',
  'recognizer-gone',
  'storage-failed',
  'internal',
];

export function EnrollmentList({ panel }: { readonly panel: Panel }) {
  return (
    <ul class="enrollments" aria-live="polite">
      {panel.state.enrollments.map((enrollment) => (
        <EnrollmentRow key={enrollment.request} enrollment={enrollment} actions={panel.actions} />
      ))}
    </ul>
  );
}

interface EnrollmentRowProps {
  readonly enrollment: Enrollment;
  readonly actions: PanelActions;
}

function EnrollmentRow({ enrollment, actions }: EnrollmentRowProps) {
  const { request, phase, crop, name } = enrollment;
  const isSaved = phase.kind === 'saved';
  useEffect(() => {
    if (!isSaved) return;
    const timer = setTimeout(actions.dismissEnrollment, SHOW_SAVED_MS, request);
    return () => {
      clearTimeout(timer);
    };
  }, [isSaved, actions, request]);

  return (
    <li
      class={`enrollment is-${phase.kind}`}
      data-testid={phase.kind === 'refused' ? 'notice' : 'enroll-progress'}
      data-phase={phase.kind}
      data-name={name}
    >
      <span class="enrollment-picture">
        {crop === undefined ? <Icon name="person" /> : <PixelsCanvas pixels={crop} />}
      </span>
      <div class="enrollment-text">
        <PhaseText name={name} phase={phase} />
        {phase.kind === 'refused' && WORTH_RETRYING.includes(phase.fault.code) && (
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
      {phase.kind === 'collecting' ? (
        <ProgressDots collected={phase.collected} wanted={phase.wanted} />
      ) : (
        <button
          class="icon-button"
          type="button"
          aria-label="Close this message"
          onClick={() => {
            actions.dismissEnrollment(request);
          }}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}

function PhaseText({ name, phase }: { readonly name: string; readonly phase: EnrollmentPhase }) {
  if (phase.kind === 'refused') {
    const { text, remedy } = faultText(phase.fault.code);
    return (
      <p>
        <strong>{text}</strong> {remedy}
      </p>
    );
  }
  if (phase.kind === 'saved') {
    const pictures = countOf(phase.samples, 'picture');
    return (
      <p>
        <strong class="cut">{phase.name}</strong>{' '}
        {phase.isNew ? `is enrolled (${pictures})` : `has ${countOf(phase.samples, 'new picture')}`}
      </p>
    );
  }
  const { collected, wanted } = phase;
  return (
    <p>
      <strong class="cut">{name}</strong>
      {': '}
      {wanted === 0 ? 'looking for good moments…' : `collecting ${String(collected)} of ${String(wanted)}…`}
    </p>
  );
}

function ProgressDots({ collected, wanted }: { readonly collected: number; readonly wanted: number }) {
  return (
    <span class="dots" aria-hidden="true">
      {Array.from({ length: wanted }, (_, index) => (
        <i key={index} class={index < collected ? 'is-done' : ''} />
      ))}
    </span>
  );
}
