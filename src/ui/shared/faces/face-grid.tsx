/** @file Faces as tiles with their names. The name field opens under the row of the face that was chosen. */
import type { ComponentChildren } from 'preact';
import type { Verdict } from '../../../core/matching/verdict.ts';
import { centerOf, type BoundingBox } from '../../../core/geometry/bounding-box.ts';
import type { Pixels } from '../../../core/image/pixels.ts';
import { Icon } from '../icons.tsx';
import { PixelsCanvas } from '../pixels-canvas.tsx';

export interface GridFace {
  readonly key: string;
  readonly verdict: Verdict;
  readonly crop: Pixels | undefined;
  /** Where it is in its picture, normalised. */
  readonly box: BoundingBox;
  /** It has left the picture a moment ago. */
  readonly isLeaving: boolean;
}

export interface FaceGridProps {
  readonly faces: readonly GridFace[];
  readonly testId: 'face' | 'picture-face';
  /** The face whose name is being typed. */
  readonly chosen: string | undefined;
  onChoose(key: string): void;
  /** The face that the pointer or the focus is on. */
  onPoint?(key: string | undefined): void;
  /** The name field of the chosen face. */
  readonly children: ComponentChildren;
}

export function FaceGrid({ faces, testId, chosen, onChoose, onPoint, children }: FaceGridProps) {
  return (
    <ul class="face-grid">
      {faces.flatMap((face) => {
        const tile = (
          <li key={face.key}>
            <FaceTile
              face={face}
              testId={testId}
              isChosen={face.key === chosen}
              onChoose={onChoose}
              onPoint={onPoint}
            />
          </li>
        );
        const isOpen = face.key === chosen;
        return isOpen
          ? [
              tile,
              <li key="naming" class="face-grid-row">
                {children}
              </li>,
            ]
          : [tile];
      })}
    </ul>
  );
}

interface FaceTileProps {
  readonly face: GridFace;
  readonly testId: string;
  readonly isChosen: boolean;
  onChoose(key: string): void;
  readonly onPoint: ((key: string | undefined) => void) | undefined;
}

function FaceTile({ face, testId, isChosen, onChoose, onPoint }: FaceTileProps) {
  const { key, verdict, crop, box, isLeaving } = face;
  const center = centerOf(box);
  const { shown, label } = describeVerdict(verdict);
  const point = (): void => onPoint?.(key);
  const leave = (): void => onPoint?.(undefined);
  return (
    <button
      type="button"
      class={`face-tile is-${verdict.kind}${isLeaving ? ' is-leaving' : ''}`}
      aria-label={label}
      aria-expanded={isChosen}
      data-testid={testId}
      data-face={key}
      data-name={verdict.kind === 'named' ? verdict.name : ''}
      data-x={center.x.toFixed(3)}
      data-y={center.y.toFixed(3)}
      data-leaving={isLeaving ? '' : undefined}
      onClick={() => {
        onChoose(key);
      }}
      onPointerEnter={point}
      onPointerLeave={leave}
      onFocus={point}
      onBlur={leave}
    >
      <span class="face-picture">
        {crop === undefined ? <Icon name="person" /> : <PixelsCanvas pixels={crop} />}
        {verdict.kind === 'maybe' && <span class="face-plus is-question">?</span>}
        {verdict.kind === 'unknown' && (
          <span class="face-plus">
            <Icon name="plus" />
          </span>
        )}
      </span>
      <span class="face-name">{shown}</span>
    </button>
  );
}

function describeVerdict(verdict: Verdict): { readonly shown: string; readonly label: string } {
  switch (verdict.kind) {
    case 'pending':
      return { shown: '…', label: 'New face: give it a name' };
    case 'unknown':
      return { shown: 'Unknown', label: 'Unknown face: give it a name' };
    case 'maybe':
      return { shown: `${verdict.name}?`, label: `Perhaps ${verdict.name}: say whether it is` };
    case 'named':
      return { shown: verdict.name, label: `${verdict.name}: confirm or change` };
  }
}
