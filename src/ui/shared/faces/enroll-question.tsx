/** @file Asks before saving a face that is covered, or that resembles another saved person. */
import { useEffect, useRef } from 'preact/hooks';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import type { Pixels } from '../../../core/image/pixels.ts';
import type { EnrollChoice } from '../../../protocol/enroll-messages.ts';
import { COVERED_TEXT } from '../corrections/correction-words.ts';
import { Portrait } from '../anchors/portrait.tsx';
import type { AskingStep } from '../panel/enroll-step.ts';
import { FacePicture } from './face-ring.tsx';

export interface EnrollQuestionProps {
  readonly step: AskingStep;
  /** As it was typed. */
  readonly name: string;
  readonly crop?: Pixels | undefined;
  /** In place of `crop`, where it is encoded already. */
  readonly cropUrl?: string | undefined;
  readonly anchors: readonly Anchor[];
  onAnswer(choice: EnrollChoice): void;
  onCancel(): void;
}

export function EnrollQuestion(props: EnrollQuestionProps) {
  const { step, name, crop, cropUrl, anchors, onAnswer, onCancel } = props;
  const first = useRef<HTMLButtonElement>(null);
  const other = step.doubt === 'covered' ? undefined : anchors.find(({ id }) => id === step.anchorId);
  useEffect(() => {
    first.current?.scrollIntoView({ block: 'nearest' });
    // Whoever types something else in the meantime goes on typing.
    if (!(document.activeElement instanceof HTMLInputElement)) first.current?.focus();
  }, []);

  return (
    <>
      <span class="face-pair">
        {cropUrl === undefined ? <FacePicture crop={crop} /> : <CropImage cropUrl={cropUrl} />}
        {other !== undefined && <Portrait anchor={other} />}
      </span>
      <p class="enrollment-text" data-testid="enroll-question" data-kind={step.doubt}>
        <strong>{questionText(step)}</strong>
      </p>
      <div class="enrollment-more">
        {choicesOf(step, name).map(({ choice, label }, index) => (
          <button
            key={choice}
            {...(index === 0 ? { ref: first } : {})}
            class={`button${index === 0 ? ' is-primary' : ''}`}
            type="button"
            data-testid={`enroll-${choice}`}
            onClick={() => {
              onAnswer(choice);
            }}
          >
            <span class="cut">{label}</span>
          </button>
        ))}
        <button class="button is-quiet" type="button" data-testid="enroll-cancel" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </>
  );
}

function CropImage({ cropUrl }: { readonly cropUrl: string }) {
  return (
    <span class="enrollment-picture">
      <img src={cropUrl} alt="" />
    </span>
  );
}

function questionText(step: AskingStep): string {
  if (step.doubt === 'covered') return COVERED_TEXT;
  const { doubt, name } = step;
  return doubt === 'known'
    ? `This looks like ${name}, who is saved already.`
    : `${possessive(name)} pictures do not look like this face.`;
}

/** The first one is what the gallery speaks for. */
function choicesOf(
  step: AskingStep,
  typed: string,
): readonly { readonly choice: EnrollChoice; readonly label: string }[] {
  if (step.doubt === 'covered') return [{ choice: 'typed', label: 'Save anyway' }];
  const { doubt, name, apartName = name } = step;
  if (doubt === 'known') {
    return [
      { choice: 'theirs', label: `Add to ${name}` },
      { choice: 'typed', label: `No, this is ${typed}` },
    ];
  }
  return [
    { choice: 'apart', label: `Save as “${apartName}”` },
    { choice: 'typed', label: `Add to ${name} anyway` },
  ];
}

function possessive(name: string): string {
  return /s$/iu.test(name) ? `${name}’` : `${name}’s`;
}
