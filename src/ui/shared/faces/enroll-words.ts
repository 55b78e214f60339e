/** @file What a person reads while a face is being saved. */
import type { Hint } from '../../../core/enrollment/advice.ts';
import { NEEDED_SLOTS, type PoseSlot } from '../../../core/enrollment/pose-slots.ts';
import type { CollectMode } from '../../../protocol/enroll-messages.ts';
import type { CollectingStep, SavedStep } from '../panel/enroll-step.ts';
import { countOf } from '../plural.ts';

/** To whoever sits in front of the camera. */
const TO_THE_PERSON: Readonly<Record<Hint, string>> = {
  'come-closer': 'Come closer to the camera',
  'more-light': 'More light on your face',
  'less-light': 'Less light on your face',
  'hold-still': 'Hold still for a moment',
  'turn-back': 'Not so far: turn back a little',
  uncover: 'Uncover your nose and mouth',
  'look-straight': 'Look straight into the camera',
  'turn-left': 'Turn your head a little to your left',
  'turn-right': 'Turn your head a little to your right',
  'look-up': 'Raise your chin a little',
  'look-down': 'Lower your chin a little',
  'other-light': 'Smile, or turn to another light',
  'come-back': 'Come back into the picture',
};

/** About somebody in a video, who cannot be told anything: what it is that is waited for. */
const ABOUT_A_VIDEO: Readonly<Record<Hint, string>> = {
  'come-closer': 'Waiting for a larger view of the face…',
  'more-light': 'Waiting for a brighter moment…',
  'less-light': 'Waiting for a moment with less glare…',
  'hold-still': 'Waiting for a sharp moment…',
  'turn-back': 'Waiting for a view from the front…',
  uncover: 'Waiting for a view without a mask or a hand…',
  'look-straight': 'Waiting for a view from the front…',
  'turn-left': 'Waiting for the left side of the face…',
  'turn-right': 'Waiting for the right side of the face…',
  'look-up': 'Looking for another view…',
  'look-down': 'Looking for another view…',
  'other-light': 'Looking for another view…',
  'come-back': 'Waiting for the face to come back…',
};

export function hintText(hint: Hint, mode: CollectMode): string {
  return mode === 'coached' ? TO_THE_PERSON[hint] : ABOUT_A_VIDEO[hint];
}

/** What stands out while it collects: what to do, or whose face it is. */
export function collectingText({ mode, hint, wanted }: CollectingStep): string | undefined {
  if (mode === undefined || wanted === 0) return 'Looking for good moments…';
  // Two seconds are too short to read what would be waited for.
  if (mode === 'passive') return 'Collecting good moments…';
  return hint === undefined ? 'Done' : hintText(hint, mode);
}

/** In the order in which a viewer who faces the person would not mix them up: the subject's left, front, right. */
export const SIDES: readonly { readonly slot: PoseSlot; readonly label: string; readonly hint: Hint }[] = [
  { slot: 'left', label: 'Left', hint: 'turn-left' },
  { slot: 'front', label: 'Front', hint: 'look-straight' },
  { slot: 'right', label: 'Right', hint: 'turn-right' },
];

/** What has been seen, as long as a side is missing. */
export function coverageText(covered: readonly PoseSlot[]): string | undefined {
  const [left, front, right] = NEEDED_SLOTS.map((slot) => covered.includes(slot));
  if (left === true && front === true && right === true) return undefined;
  if (front !== true) {
    return left === true || right === true
      ? 'Not seen from the front yet. A picture from the front makes the name surer.'
      : 'Seen with a tilted head only. An upright picture makes the name surer.';
  }
  if (left !== true && right !== true) return 'Seen from the front so far, which is enough to begin with.';
  return left === true
    ? 'Not seen turned to the right yet, which is fine to begin with.'
    : 'Not seen turned to the left yet, which is fine to begin with.';
}

/** What follows the name of whom it was saved under. */
export function savedText({ samples, isNew, isCutShort }: SavedStep): string {
  if (isNew) return `is enrolled (${countOf(samples, 'picture')})`;
  if (samples === 0) return isCutShort ? '' : 'looked the same as before: nothing new to save';
  return `has ${countOf(samples, 'new picture')}`;
}

/** What one should know of it, most important first. */
export function savedRemarks({ name, samples, isCutShort, lookAlike, covered }: SavedStep): string[] {
  const remarks: string[] = [];
  if (isCutShort) {
    const verb = samples === 1 ? 'was' : 'were';
    remarks.push(
      samples === 0
        ? 'Another face came in. Nothing more was saved.'
        : `Another face came in. ${countOf(samples, 'picture')} of the first face ${verb} saved.`,
    );
  }
  if (lookAlike !== undefined) {
    remarks.push(
      `For Nametag, ${name} and ${lookAlike} are hard to tell apart: names need to be surer for both.`,
    );
  }
  const coverage = covered === undefined ? undefined : coverageText(covered);
  if (coverage !== undefined) remarks.push(coverage);
  return remarks;
}
