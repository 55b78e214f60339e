/** @file Frames as the product would have shown them, in few words. */
import type { Verdict } from '../../../src/core/matching/verdict.ts';
import { UNKNOWN } from '../../../src/core/matching/verdict.ts';
import type { SeenFace } from '../../../src/core/timeline/seen-faces.ts';
import type { EvaluatedFrame } from '../../../scripts/eval-video/frames.ts';

export const FRAME_MS = 100;

export interface FaceAt {
  readonly x: number;
  readonly track?: number;
  readonly person?: number;
  readonly verdict?: Verdict;
  readonly isSmall?: boolean;
}

export const named = (name: string): Verdict => ({ kind: 'named', anchorId: name, name });
export const maybe = (name: string): Verdict => ({ kind: 'maybe', anchorId: name, name });

/** A tenth of the picture wide, its left edge at `x`. */
export const boxAt = (x: number) => ({ x, y: 0.3, width: 0.1, height: 0.2 });

export function face({ x, track = 1, person = track, verdict = UNKNOWN, isSmall = false }: FaceAt): SeenFace {
  const box = boxAt(x);
  return { track, person, box: isSmall ? { ...box, width: box.width / 2 } : box, verdict };
}

/** One list of faces a frame, FRAME_MS apart. */
export function film(
  frames: readonly (readonly FaceAt[])[],
  looked: readonly number[][] = [],
): EvaluatedFrame[] {
  return frames.map((faces, index) => ({
    timeMs: index * FRAME_MS,
    durationMs: FRAME_MS,
    faces: faces.map(face),
    looked: looked[index] ?? [],
  }));
}

export function times<Item>(count: number, item: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => item(index));
}
