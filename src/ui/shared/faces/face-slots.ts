/**
 * @file The order of the faces on a page. A face keeps its place while it is there and for a moment after it has left, so
 * that nothing jumps under the pointer while the status arrives several times a second.
 */
import type { FaceStatus } from '../../../protocol/panel-port.ts';

/** Long enough to see which face has left, short enough that the list still says what is there now. */
export const LINGER_MS = 3000;

export interface FaceSlot {
  readonly face: FaceStatus;
  /** Since when the face is gone from the picture; missing while it is there. */
  readonly goneSinceMs?: number;
}

/**
 * The next slots. Faces in `held` (being named, or under the pointer) keep their slot however long they are gone; a new face
 * takes the place of one that has left, best of all of one with the same name.
 */
export function updateSlots(
  slots: readonly FaceSlot[],
  faces: readonly FaceStatus[],
  held: readonly string[],
  nowMs: number,
): readonly FaceSlot[] {
  const present = new Map(faces.map((face) => [face.face, face]));
  const next = slots.map((slot): FaceSlot => {
    const face = present.get(slot.face.face);
    if (face === undefined) return { ...slot, goneSinceMs: slot.goneSinceMs ?? nowMs };
    return { face: withCropOf(face, slot.face) };
  });

  const known = new Set(next.map((slot) => slot.face.face));
  for (const face of faces) {
    if (known.has(face.face)) continue;
    const place = findVacantSlot(next, face, held);
    if (place === -1) next.push({ face });
    else next[place] = { face };
  }
  return next.filter(
    ({ face, goneSinceMs }) =>
      goneSinceMs === undefined || held.includes(face.face) || nowMs - goneSinceMs < LINGER_MS,
  );
}

/** A face that turned away has no good crop any more: the last one stays. */
function withCropOf(face: FaceStatus, before: FaceStatus): FaceStatus {
  return face.crop === undefined && before.crop !== undefined ? { ...face, crop: before.crop } : face;
}

function findVacantSlot(slots: readonly FaceSlot[], face: FaceStatus, held: readonly string[]): number {
  const isVacant = (slot: FaceSlot): boolean =>
    slot.goneSinceMs !== undefined && !held.includes(slot.face.face);
  const { verdict } = face;
  if (verdict.kind === 'named') {
    const same = slots.findIndex(
      (slot) =>
        isVacant(slot) &&
        slot.face.verdict.kind === 'named' &&
        slot.face.verdict.anchorId === verdict.anchorId,
    );
    if (same !== -1) return same;
  }
  return slots.findIndex(isVacant);
}
