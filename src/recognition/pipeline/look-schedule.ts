/** @file When a face gets a closer look: at once when it is new, a few times soon after, then about once a second. */
import type { Track } from '../../core/tracking/track-faces.ts';
import type { Evidence } from '../../core/matching/evidence.ts';

export interface LookState {
  readonly evidence: Evidence;
  /** When a region was asked for that has not been answered; undefined when none is out. */
  readonly askedMs: number | undefined;
  readonly lookedMs: number | undefined;
}

/** The second and third look come soon: three make the mean steady. */
const EARLY_LOOKS = 3;
const EARLY_INTERVAL_MS = 250;
const INTERVAL_MS = 1000;
/** While enrolling: often enough to be done in two seconds, far enough apart to differ. */
const EAGER_INTERVAL_MS = 150;
/** A region that has not come by then never will: the page had moved on. */
const LOST_AFTER_MS = 1200;
/** Regions of one frame: each costs the page a few milliseconds, so they are spread over frames. */
const MAX_LOOKS_PER_FRAME = 2;

export function isLookDue(state: LookState, nowMs: number, isEager: boolean): boolean {
  if (state.askedMs !== undefined) return nowMs - state.askedMs > LOST_AFTER_MS;
  if (state.lookedMs === undefined) return true;
  const isEarly = state.evidence.looks.length < EARLY_LOOKS;
  const interval = isEager ? EAGER_INTERVAL_MS : isEarly ? EARLY_INTERVAL_MS : INTERVAL_MS;
  return nowMs - state.lookedMs >= interval;
}

/** The most urgent of the due tracks: never seen first (the largest of them first), then the longest not looked at. */
export function nextLooks(due: readonly Track[], stateOf: (id: number) => LookState): Track[] {
  const area = ({ box }: Track): number => box.width * box.height;
  return [...due]
    .sort((a, b) => {
      const [seenA, seenB] = [stateOf(a.id).lookedMs ?? -1, stateOf(b.id).lookedMs ?? -1];
      return seenA - seenB || area(b) - area(a);
    })
    .slice(0, MAX_LOOKS_PER_FRAME);
}
