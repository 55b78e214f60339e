/**
 * @file Frames drawn from portraits, through the product's own recognition, in a page of the extension: what it asks to look at
 * next is what it gets, as from a page that shows a video.
 */
import {
  centerOf,
  isInside,
  squareAround,
  toPixelBox,
  WHOLE_PICTURE,
} from '../../../src/core/geometry/bounding-box.ts';
import type { BoundingBox } from '../../../src/core/geometry/bounding-box.ts';
import { FIRST_SAMPLE, type SampleWish } from '../../../src/core/pace/sample-wish.ts';
import { PictureReader } from '../../../src/video/picture-reader.ts';
import { PICTURE, type Placed, type Portrait } from '../plan.ts';
import { connect, type Client, type FacesMessage } from './client.ts';

export interface Found {
  /** In the first frame, which is a whole picture. */
  readonly isInWhole: boolean;
  /** There was a box at its place, however large: whole pictures draw small faces up to twice too large. */
  readonly isPlaceInWhole: boolean;
  /** The frame that showed it first, from 1; null for never. */
  readonly frame: number | null;
  /** Share of the frames from then on that showed it. */
  readonly shownShare: number;
  /** Mean way of its box from frame to frame, in face heights. */
  readonly tremble: number;
  /** Faces where none is, in the worst frame. */
  readonly extras: number;
}

/** Of each frame, in milliseconds. */
export interface FrameCost {
  /** From the frame's way out to its faces. */
  readonly answerMs: number;
  /** On the page: getting the pixels. */
  readonly readMs: number;
  readonly isTile: boolean;
}

export interface Cost {
  readonly whole: readonly FrameCost[];
  readonly tiles: readonly FrameCost[];
}

export interface SmallRunApi {
  open(): Promise<void>;
  /** @param frames at most; without `isLong` it ends when the face is there */
  find(placed: Placed, frames: number, isLong: boolean): Promise<Found>;
  /** Two videos of the scene in turns, frame by frame: one in whole pictures only, one with tiles. */
  cost(scene: readonly Placed[], frames: number): Promise<Cost>;
  /** Faces of a whole photo, shown for some frames: in the first one, and at most. */
  count(file: string, frames: number): Promise<{ readonly whole: number; readonly most: number }>;
}

declare global {
  var nametagSmall: SmallRunApi;
}

/** Ten frames a second. */
const FRAME_MS = 100;
/** Of the face's box: what is around it, as far as the picture goes. A face without is hardly found, however large it is. */
const PATCH_FACTOR = 3;
/** Boxes of small faces vary by a fifth either way. */
const MAX_GROWTH = 1.6;

const input = document.createElement('input');
input.type = 'file';
input.multiple = true;
input.id = 'nametag-eval-portraits';
document.body.append(input);

const reader = new PictureReader();
const pictures = new Map<string, ImageBitmap>();
const canvas = new OffscreenCanvas(PICTURE.widthPx, PICTURE.heightPx);
let client: Client | undefined;
let video = 0;
let asked = 0;

globalThis.nametagSmall = {
  async open() {
    client = await connect();
  },
  async find(placed, frames, isLong) {
    await draw([placed]);
    const truth = faceOf(placed);
    const watch = startWatching();
    let found: Omit<Found, 'shownShare' | 'tremble'> = {
      isInWhole: false,
      isPlaceInWhole: false,
      frame: null,
      extras: 0,
    };
    let [shown, way, last]: [number, number, BoundingBox | undefined] = [0, 0, undefined];
    let frame = 1;
    for (; frame <= frames; frame++) {
      const { faces } = await watch.next();
      const face = faces.find(({ box }) => isSame(box, truth));
      const extras = faces.filter(({ box }) => !isInside(centerOf(box), patchOf(placed))).length;
      if (frame === 1) {
        const isPlaceInWhole = faces.some(({ box }) => isInside(centerOf(box), truth));
        found = { ...found, isInWhole: face !== undefined, isPlaceInWhole };
      }
      found = {
        ...found,
        frame: found.frame ?? (face === undefined ? null : frame),
        extras: Math.max(found.extras, extras),
      };
      if (face !== undefined) {
        if (last !== undefined) way += distance(last, face.box);
        [shown, last] = [shown + 1, face.box];
        if (!isLong) break;
      }
    }
    watch.end();
    const after = found.frame === null ? 1 : Math.max(1, Math.min(frame, frames) - found.frame + 1);
    return { ...found, shownShare: shown / after, tremble: way / Math.max(1, shown - 1) / truth.height };
  },
  async cost(scene, frames) {
    await draw(scene);
    const [watchWhole, watchTiles] = [startWatching(false), startWatching()];
    const [whole, tiles]: [FrameCost[], FrameCost[]] = [[], []];
    for (let frame = 0; frame < frames; frame++) {
      whole.push((await watchWhole.next()).cost);
      tiles.push((await watchTiles.next()).cost);
    }
    watchWhole.end();
    watchTiles.end();
    return { whole, tiles };
  },
  async count(file, frames) {
    const picture = await load(file);
    const context = contextOf();
    context.fillStyle = '#000';
    context.fillRect(0, 0, PICTURE.widthPx, PICTURE.heightPx);
    const scale = Math.min(PICTURE.widthPx / picture.width, PICTURE.heightPx / picture.height);
    context.drawImage(picture, 0, 0, picture.width * scale, picture.height * scale);
    const watch = startWatching();
    let [whole, most] = [0, 0];
    for (let frame = 0; frame < frames; frame++) {
      const { faces } = await watch.next();
      if (frame === 0) whole = faces.length;
      most = Math.max(most, faces.length);
    }
    watch.end();
    return { whole, most };
  },
};

interface Seen {
  readonly faces: FacesMessage['faces'];
  readonly cost: FrameCost;
}

/** A video of its own, which shows the canvas. */
function startWatching(hasTiles = true): { next(): Promise<Seen>; end(): void } {
  const own = ++video;
  const { widthPx, heightPx } = PICTURE;
  let wish: SampleWish = FIRST_SAMPLE;
  let timeMs = 0;
  clientOf().open(own, widthPx, heightPx);
  return {
    async next() {
      const view = hasTiles ? wish.view : WHOLE_PICTURE;
      const startMs = performance.now();
      const pixels = reader.readFrame(canvas, widthPx, heightPx, view, wish.pixelCount);
      const readMs = performance.now() - startMs;
      const size = { pictureWidthPx: widthPx, pictureHeightPx: heightPx };
      const seq = ++asked;
      const frame = { type: 'frame', video: own, seq, view, pixels, ...size, pageMs: 0, timeMs } as const;
      timeMs += FRAME_MS;
      const askedMs = performance.now();
      const { faces, next } = await clientOf().ask(frame);
      wish = next;
      const answerMs = performance.now() - askedMs;
      return { faces, cost: { answerMs, readMs, isTile: view.width < 1 } };
    },
    end() {
      clientOf().close(own);
    },
  };
}

async function draw(scene: readonly Placed[]): Promise<void> {
  const context = contextOf();
  const sky = context.createLinearGradient(0, 0, PICTURE.widthPx, PICTURE.heightPx);
  sky.addColorStop(0, '#8b949e');
  sky.addColorStop(1, '#5b6470');
  context.fillStyle = sky;
  context.fillRect(0, 0, PICTURE.widthPx, PICTURE.heightPx);
  context.imageSmoothingQuality = 'high';
  for (const placed of scene) {
    const picture = await load(placed.portrait.file);
    const from = toPixelBox(patchIn(placed.portrait, picture), picture.width, picture.height);
    const to = toPixelBox(patchOf(placed), PICTURE.widthPx, PICTURE.heightPx);
    context.drawImage(
      picture,
      from.leftPx,
      from.topPx,
      from.widthPx,
      from.heightPx,
      to.leftPx,
      to.topPx,
      to.widthPx,
      to.heightPx,
    );
  }
}

/** What is cut out of the portrait's picture, normalised to it; it may leave it. */
function patchIn(
  { face }: Portrait,
  picture: { readonly width: number; readonly height: number },
): BoundingBox {
  return squareAround(face, PATCH_FACTOR, picture.width, picture.height);
}

/** Where the face is, normalised to the picture that is shown: squares, as the detector draws them. */
function faceOf({ height, at }: Placed): BoundingBox {
  const width = (height * PICTURE.heightPx) / PICTURE.widthPx;
  return { x: at.x - width / 2, y: at.y - height / 2, width, height };
}

function patchOf(placed: Placed): BoundingBox {
  return squareAround(faceOf(placed), PATCH_FACTOR, PICTURE.widthPx, PICTURE.heightPx);
}

/** A box of quite another size around the same place is not the face. */
function isSame(box: BoundingBox, truth: BoundingBox): boolean {
  const growth = box.height / truth.height;
  return isInside(centerOf(box), truth) && growth < MAX_GROWTH && growth > 1 / MAX_GROWTH;
}

/** In pictures' heights. */
function distance(a: BoundingBox, b: BoundingBox): number {
  const [from, to] = [centerOf(a), centerOf(b)];
  return Math.hypot(((to.x - from.x) * PICTURE.widthPx) / PICTURE.heightPx, to.y - from.y);
}

async function load(name: string): Promise<ImageBitmap> {
  const known = pictures.get(name);
  if (known !== undefined) return known;
  const file = input.files?.[Number(name)];
  if (file === undefined) throw new Error(`There is no picture ${name}.`);
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  pictures.set(name, picture);
  return picture;
}

function contextOf(): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('This browser draws no canvas.');
  return context;
}

function clientOf(): Client {
  if (client === undefined) throw new Error('The page is not connected.');
  return client;
}
