/** @file The ways to read a picture, side by side on the same frames of a video of the page. Runs in the page itself. */
import type { BoundingBox } from '../../../src/core/geometry/bounding-box.ts';
import { isAlike } from '../../../src/core/image/alike.ts';
import type { Pixels } from '../../../src/core/image/pixels.ts';
import { toRgb } from '../../../src/core/image/yuv.ts';
import { CanvasGrab } from '../../../src/video/grab/canvas-grab.ts';
import type { GrabMethod, GrabWish } from '../../../src/video/grab/grab-method.ts';
import { PlanesGrab } from '../../../src/video/grab/planes-grab.ts';
import { SmallFrameGrab } from '../../../src/video/grab/small-frame-grab.ts';
import { frameWish, regionWish } from '../../../src/video/picture-reader.ts';

export interface GrabFigures {
  readonly way: string;
  readonly part: string;
  /** Median ms of the page's main thread; undefined where the way does not read such a picture. */
  readonly costMs: number | undefined;
  /** Mean difference from the canvas, of 255; the largest of all frames. */
  readonly difference: number;
  readonly isAlike: boolean | undefined;
}

declare global {
  var nametagGrab: (frames: number) => Promise<{ readonly format: string; readonly figures: GrabFigures[] }>;
}

const HALF: BoundingBox = { x: 0.31, y: 0.12, width: 0.5, height: 0.61 };
const WHOLE: BoundingBox = { x: 0, y: 0, width: 1, height: 1 };
const FACE: BoundingBox = { x: 0.17, y: 0.22, width: 0.2, height: 0.35 };
const LARGE_FACE: BoundingBox = { x: 0.4, y: 0.1, width: 0.45, height: 0.8 };
const AT_EDGE: BoundingBox = { x: -0.05, y: 0.8, width: 0.2, height: 0.36 };

globalThis.nametagGrab = async (frames) => {
  const video = document.querySelector('video');
  if (video === null) throw new Error('The page has no video.');
  const { videoWidth, videoHeight } = video;
  const wishes: Readonly<Record<string, GrabWish>> = {
    frame: frameWish(videoWidth, videoHeight, WHOLE, 256 * 144),
    half: frameWish(videoWidth, videoHeight, HALF, 256 * 144),
    face: regionWish(FACE, 256),
    'large face': regionWish(LARGE_FACE, 256),
    'face at the edge': regionWish(AT_EDGE, 192),
  };
  const ways: Readonly<Record<string, GrabMethod>> = {
    canvas: new CanvasGrab(),
    planes: new PlanesGrab(),
    'small frame': new SmallFrameGrab(),
  };
  const found = new Map<string, { costs: number[]; difference: number; isAlike: boolean | undefined }>();
  let format = '';
  for (let count = 0; count < frames; count++) {
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    const picture = new VideoFrame(video);
    format = `${String(picture.format)} ${JSON.stringify(picture.colorSpace.toJSON())}`;
    for (const [part, wish] of Object.entries(wishes)) {
      let trusted: Pixels | undefined;
      for (const [way, method] of Object.entries(ways)) {
        const read = await grab(method, picture, wish);
        if (read === undefined) continue;
        trusted ??= read.pixels;
        const key = `${way}/${part}`;
        const one = found.get(key) ?? { costs: [], difference: 0, isAlike: undefined };
        one.costs.push(read.costMs);
        one.difference = Math.max(one.difference, differenceOf(trusted, read.pixels));
        one.isAlike = isAlike(trusted, read.pixels);
        found.set(key, one);
      }
    }
    picture.close();
  }
  const figures = Object.keys(wishes).flatMap((part) =>
    Object.keys(ways).map((way): GrabFigures => {
      const one = found.get(`${way}/${part}`);
      const costMs = one?.costs.sort((a, b) => a - b)[Math.floor(one.costs.length / 2)];
      return { way, part, costMs, difference: one?.difference ?? 0, isAlike: one?.isAlike };
    }),
  );
  return { format, figures };
};

async function grab(
  method: GrabMethod,
  picture: VideoFrame,
  wish: GrabWish,
): Promise<{ readonly pixels: Pixels; readonly costMs: number } | undefined> {
  const startMs = performance.now();
  const started = method.start(picture, wish);
  const startedMs = performance.now();
  if (started === undefined) return undefined;
  await started.copied;
  const copiedMs = performance.now();
  const pixels = started.finish();
  const costMs = performance.now() - copiedMs + startedMs - startMs;
  return { pixels: toRgb(pixels), costMs };
}

function differenceOf(a: Pixels, b: Pixels): number {
  if (a.data.length !== b.data.length) return 255;
  let sum = 0;
  for (const [at, value] of a.data.entries()) if (at % 4 < 3) sum += Math.abs(value - (b.data[at] ?? 0));
  return sum / ((a.data.length / 4) * 3);
}
