/** @file Draws a video from still pictures, in a page of the extension: parts of pictures, frame by frame, through WebCodecs. */
import { BufferTarget, CanvasSource, Output, Quality, WebMOutputFormat } from 'mediabunny';
import type { BoundingBox } from '../../../src/core/geometry/bounding-box.ts';
import { blobToBase64 } from './base64.ts';

export interface ClipShot {
  /** Name of a file in the page's `<input>`. */
  readonly picture: string;
  /** What fills the frame, normalised to the picture; the whole picture, with black beside it, where it is missing. */
  readonly camera?: BoundingBox;
  /** Something that stands before the picture, normalised to the frame. */
  readonly bar?: BoundingBox;
}

export interface ClipOptions {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  /** Without it VP8: of all codecs that Chromium writes everywhere the quickest. */
  readonly codec?: 'vp8' | 'vp9';
}

export interface ClipMakerApi {
  /** A WebM file's content, in base64. */
  draw(shots: readonly ClipShot[], options: ClipOptions): Promise<string>;
  /** A part of a picture as a PNG file's content, in base64; the part is normalised, and black beyond the picture. */
  cut(picture: string, part: BoundingBox): Promise<string>;
}

declare global {
  var nametagClip: ClipMakerApi;
}

const input = document.createElement('input');
input.type = 'file';
input.multiple = true;
input.id = 'nametag-eval-pictures';
document.body.append(input);

globalThis.nametagClip = { draw, cut };

const BAR_COLOUR = '#39424e';
/** A picture of which nothing moves has to look the same in all frames. */
const QUALITY = new Quality('high');

async function draw(
  shots: readonly ClipShot[],
  { widthPx, heightPx, fps, codec = 'vp8' }: ClipOptions,
): Promise<string> {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('This browser draws no canvas.');
  context.imageSmoothingQuality = 'high';
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, { codec, quality: QUALITY });
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  const pictures = new Map<string, ImageBitmap>();
  for (const [index, shot] of shots.entries()) {
    let picture = pictures.get(shot.picture);
    if (picture === undefined) {
      picture = await load(shot.picture);
      pictures.set(shot.picture, picture);
    }
    drawShot(context, picture, shot);
    await source.add(index / fps, 1 / fps);
  }
  await output.finalize();
  for (const picture of pictures.values()) picture.close();
  return blobToBase64(new Blob([target.buffer ?? new ArrayBuffer(0)]));
}

function drawShot(
  context: OffscreenCanvasRenderingContext2D,
  picture: ImageBitmap,
  { camera, bar }: ClipShot,
): void {
  const { width, height } = context.canvas;
  context.fillStyle = '#000';
  context.fillRect(0, 0, width, height);
  if (camera === undefined) {
    const scale = Math.min(width / picture.width, height / picture.height);
    const [w, h] = [picture.width * scale, picture.height * scale];
    context.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h);
  } else {
    const { x, y, width: w, height: h } = camera;
    context.drawImage(
      picture,
      x * picture.width,
      y * picture.height,
      w * picture.width,
      h * picture.height,
      0,
      0,
      width,
      height,
    );
  }
  if (bar === undefined) return;
  context.fillStyle = BAR_COLOUR;
  context.fillRect(bar.x * width, bar.y * height, bar.width * width, bar.height * height);
}

async function cut(name: string, { x, y, width, height }: BoundingBox): Promise<string> {
  const picture = await load(name);
  const [w, h] = [Math.round(width * picture.width), Math.round(height * picture.height)];
  const canvas = new OffscreenCanvas(w, h);
  canvas.getContext('2d')?.drawImage(picture, x * picture.width, y * picture.height, w, h, 0, 0, w, h);
  picture.close();
  return blobToBase64(await canvas.convertToBlob());
}

async function load(name: string): Promise<ImageBitmap> {
  const file = [...(input.files ?? [])].find((one) => one.name === name);
  if (file === undefined) throw new Error(`There is no picture ${name}.`);
  return createImageBitmap(file, { imageOrientation: 'from-image' });
}
