/** @file Face crops by the kernels: as `core/image/warp.ts`, some three times as fast. */
import { warp, type Warp } from '../../core/image/warp.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import type { KernelModule } from './kernel-module.ts';

const PIXEL_BYTES = 4;
/** Of a picture, on each side. Below lies one more row: what is nearer than any pixel to it reads it, with no weight. */
const BORDER = 1;
/** Sides, in pixels: those of regions, see `MAX_REGION_PX`, and of crops. What is larger goes the slow way. */
const LARGEST_PX = 256;
const PARTS = 65_536;
/** Places and steps that a row of `LARGEST_PX` pixels cannot bring beyond 32 bits. */
const FAR_PX = 8000;
const ROWS = LARGEST_PX + 2 * BORDER + 1;
const COLUMNS = LARGEST_PX + 2 * BORDER;

/** The function is not to be called again before its answer has been taken, which is the caller's own. */
export function createWarp(module: KernelModule): Warp {
  const source = module.allocate(ROWS * COLUMNS);
  const target = module.allocate(LARGEST_PX * LARGEST_PX);
  /** What lies in `source`: one face is cut out of one region twice. */
  let placed: Uint8ClampedArray | undefined;
  return (pixels, toSource, size) => {
    const { widthPx, heightPx, taps } = size;
    if (taps > 1 || Math.max(pixels.width, pixels.height, widthPx, heightPx) > LARGEST_PX) {
      return warp(pixels, toSource, size);
    }
    const rowStep = (pixels.width + 2 * BORDER) * PIXEL_BYTES;
    const first = source + BORDER * (rowStep + PIXEL_BYTES);
    if (placed !== pixels.data) {
      placePicture(module, pixels, source, rowStep);
      placed = pixels.data;
    }
    const { a, b, c, d, e, f } = toSource;
    const { warpRow } = module.functions;
    for (let y = 0; y < heightPx; y++) {
      const to = target + y * widthPx * PIXEL_BYTES;
      const [x, atY] = [parts(c * y + e), parts(d * y + f)];
      warpRow(first, rowStep, pixels.width, pixels.height, x, atY, parts(a), parts(b), widthPx, to);
    }
    const bytes = module.bytes(target, widthPx * heightPx * PIXEL_BYTES);
    return { width: widthPx, height: heightPx, data: new Uint8ClampedArray(bytes) };
  };
}

/** Of a pixel, see the kernel. Far outside is as far as any place outside. */
function parts(px: number): number {
  return Math.round(Math.min(Math.max(px, -FAR_PX), FAR_PX) * PARTS);
}

function placePicture(
  module: KernelModule,
  { width, height, data }: Pixels,
  to: number,
  rowStep: number,
): void {
  const rowBytes = width * PIXEL_BYTES;
  const all = module.bytes(to, (height + 2 * BORDER + 1) * rowStep);
  all.fill(0);
  for (let row = 0; row < height; row++) {
    const at = (row + BORDER) * rowStep + BORDER * PIXEL_BYTES;
    all.set(data.subarray(row * rowBytes, (row + 1) * rowBytes), at);
  }
}
