/** @file A face with a ring around it that fills up, and the sides of the face that have been seen. */
import type { ComponentChildren } from 'preact';
import type { Hint } from '../../../core/enrollment/advice.ts';
import type { PoseSlot } from '../../../core/enrollment/pose-slots.ts';
import type { Pixels } from '../../../core/image/pixels.ts';
import { Icon } from '../icons.tsx';
import { PixelsCanvas } from '../pixels-canvas.tsx';
import { SIDES } from './enroll-words.ts';

/** Of the ring, in units of its drawing. */
const RADIUS = 21;
const CIRCUMFERENCE = 2 * Math.PI * RADIUS;

export interface FaceRingProps {
  readonly crop: Pixels | undefined;
  /** 0..1; undefined draws no ring. */
  readonly share: number | undefined;
}

export function FaceRing({ crop, share }: FaceRingProps) {
  return (
    <span class="face-ring">
      {share !== undefined && (
        <svg viewBox="0 0 46 46" aria-hidden="true">
          <circle cx="23" cy="23" r={RADIUS} />
          <circle
            class="is-done"
            cx="23"
            cy="23"
            r={RADIUS}
            stroke-dasharray={CIRCUMFERENCE}
            stroke-dashoffset={CIRCUMFERENCE * (1 - share)}
            opacity={share > 0 ? 1 : 0}
          />
        </svg>
      )}
      <FacePicture crop={crop} />
    </span>
  );
}

export function FacePicture({ crop }: { readonly crop: Pixels | undefined }): ComponentChildren {
  return (
    <span class="face-ring-picture">
      {crop === undefined ? <Icon name="person" /> : <PixelsCanvas pixels={crop} />}
    </span>
  );
}

export interface SidesProps {
  readonly covered: readonly PoseSlot[];
  readonly hint: Hint | undefined;
}

export function Sides({ covered, hint }: SidesProps) {
  return (
    <ul class="sides" aria-label="Sides of the face seen so far">
      {SIDES.map((side) => {
        const isDone = covered.includes(side.slot);
        const isNext = !isDone && side.hint === hint;
        return (
          <li
            key={side.slot}
            class={`side${isDone ? ' is-done' : ''}${isNext ? ' is-next' : ''}`}
            data-testid="enroll-side"
            data-side={side.slot}
            data-done={isDone}
          >
            {isDone ? <Icon name="check" /> : <Ring />}
            {side.label}
            <span class="visually-hidden">{isDone ? ': seen' : ': not seen yet'}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Ring() {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="5.5" />
    </svg>
  );
}
