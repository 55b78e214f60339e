/** @file How often faces are looked at once they are known. Pure. */
import { median } from './numbers.ts';
import type { EvaluatedFrame } from './frames.ts';

/** A track's first looks come in quick succession: what it costs in the long run begins after them. */
const SETTLED_MS = 1000;

/** Looks a second and face, of tracks that have been there for SETTLED_MS; 0 where there are none. */
export function looksPerSecond(frames: readonly EvaluatedFrame[]): number {
  const since = new Map<number, number>();
  const frameMs = frameDurationMs(frames);
  let looks = 0;
  let faceMs = 0;
  for (const [index, { timeMs, faces, looked }] of frames.entries()) {
    for (const { track } of faces) if (!since.has(track)) since.set(track, timeMs);
    const isSettled = (track: number): boolean => timeMs - (since.get(track) ?? timeMs) >= SETTLED_MS;
    const shownMs = (frames[index + 1]?.timeMs ?? timeMs + frameMs) - timeMs;
    faceMs += faces.filter(({ track }) => isSettled(track)).length * shownMs;
    looks += looked.filter(isSettled).length;
  }
  return faceMs === 0 ? 0 : looks / (faceMs / 1000);
}

/** The usual time from one frame to the next; 0 for a single frame. */
export function frameDurationMs(frames: readonly { readonly timeMs: number }[]): number {
  const steps = frames.slice(1).map(({ timeMs }, index) => timeMs - (frames[index]?.timeMs ?? timeMs));
  return median(steps) ?? 0;
}
