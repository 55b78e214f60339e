/** @file When each name stood on a recording, frame by frame, to be held against what was to be seen then. */
import type { SeenFrame } from './seen-faces.ts';

/** From the first frame with the name to the first one without it, which is not part of the span. */
export type Span = readonly [fromMs: number, toMs: number];

/**
 * The spans of each name, in order and apart from each other; faces of one name at once count once. A frame
 * lasts until the next one.
 *
 * @param frames in the order of their times, as they are shown: with the names that were carried back
 * @param endMs when the last frame ends
 * @param spellingOf which name a shown one counts for
 */
export function nameSpans(
  frames: readonly SeenFrame[],
  endMs: number,
  spellingOf: (shown: string) => string = (shown) => shown,
): Map<string, Span[]> {
  const spans = new Map<string, Span[]>();
  const open = new Map<string, number>();
  const close = (name: string, toMs: number): void => {
    const fromMs = open.get(name) ?? toMs;
    open.delete(name);
    // Frames at the same time show nothing of the earlier one.
    if (fromMs < toMs) spans.set(name, [...(spans.get(name) ?? []), [fromMs, toMs]]);
  };
  for (const { timeMs, faces } of frames) {
    const shown = new Set(
      faces.flatMap(({ verdict }) => (verdict.kind === 'named' ? spellingOf(verdict.name) : [])),
    );
    for (const name of [...open.keys()]) if (!shown.has(name)) close(name, timeMs);
    for (const name of shown) if (!open.has(name)) open.set(name, timeMs);
  }
  for (const name of [...open.keys()]) close(name, endMs);
  return spans;
}

/**
 * When the last frame ends: after its own duration or, where the file does not say, after as long as the
 * frame before it.
 *
 * @param durationMs of the last frame; 0 where the file does not say
 */
export function endOfFrames(times: readonly number[], durationMs: number): number {
  const [before, last] = [times.at(-2), times.at(-1)];
  if (last === undefined) return 0;
  return last + (durationMs > 0 ? durationMs : last - (before ?? last));
}
