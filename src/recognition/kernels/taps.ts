/**
 * @file Between which pixels the outputs of a bilinear scaling lie.
 * Source: warpPerspective of OpenCV 4 for bytes (INTER_LINEAR, BORDER_CONSTANT), by which MediaPipe's ImageToTensorCalculator fits a
 * picture into its network's input: places in steps of 1/32 of a pixel, and pixels' corners, not their middles, on each other.
 */

/** One output of a line: two pixels of that line, and how much each one counts. */
export interface Tap {
  readonly before: number;
  readonly after: number;
  readonly beforeWeight: number;
  /** Both weights are less than 1 together where the output lies between the last pixel and the black beyond it. */
  readonly afterWeight: number;
}

export interface Taps {
  /** The first output that shows anything of the line. */
  readonly first: number;
  readonly taps: readonly Tap[];
}

const STEPS = 32;
const TAP_NUMBERS = 4;
export const TAP_BYTES = TAP_NUMBERS * Float32Array.BYTES_PER_ELEMENT;

/**
 * @param outputs in all
 * @param start of the line in the output, in its pixels
 * @param scale of the line there
 * @param count of the line's pixels
 */
export function tapsOf(outputs: number, start: number, scale: number, count: number): Taps {
  const all = Array.from({ length: outputs }, (_, output) => tapAt((output - start) / scale, count));
  const first = all.findIndex((tap) => tap !== undefined);
  return { first: Math.max(0, first), taps: all.filter((tap) => tap !== undefined) };
}

/** As the kernels read them: two offsets and two weights. @param stepBytes from one pixel of the line to the next */
export function writeTaps(table: DataView, taps: readonly Tap[], stepBytes: number): void {
  for (const [index, { before, after, beforeWeight, afterWeight }] of taps.entries()) {
    const at = index * TAP_BYTES;
    table.setUint32(at, before * stepBytes, true);
    table.setUint32(at + 4, after * stepBytes, true);
    table.setFloat32(at + 8, beforeWeight, true);
    table.setFloat32(at + 12, afterWeight, true);
  }
}

/** Undefined beyond the line. */
function tapAt(exact: number, count: number): Tap | undefined {
  const at = roundHalfToEven(exact * STEPS) / STEPS;
  if (at <= -1 || at >= count) return undefined;
  const before = Math.floor(at);
  const share = at - before;
  return {
    before: Math.max(before, 0),
    after: Math.min(before + 1, count - 1),
    beforeWeight: before < 0 ? 0 : 1 - share,
    afterWeight: before + 1 < count ? share : 0,
  };
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
