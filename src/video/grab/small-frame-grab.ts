/** @file Drawn small where the picture is, as on a GPU, and only then brought into memory, without the page waiting for it. */
import { drawPart } from '../picture-reader.ts';
import { fitting, type Grab, type GrabMethod, type GrabWish } from './grab-method.ts';

export class SmallFrameGrab implements GrabMethod {
  #context: OffscreenCanvasRenderingContext2D | undefined;
  #data: Uint8ClampedArray<ArrayBuffer> | undefined;

  start(picture: VideoFrame, wish: GrabWish): Grab | undefined {
    this.#context ??= new OffscreenCanvas(1, 1).getContext('2d', { alpha: false }) ?? undefined;
    if (this.#context === undefined) return undefined;
    const { widthPx: width, heightPx: height } = wish;
    drawPart(this.#context, picture, picture.displayWidth, picture.displayHeight, wish);
    const small = new VideoFrame(this.#context.canvas, { timestamp: 0 });
    const data = (this.#data = fitting(this.#data, width * height * 4));
    const copied = small.copyTo(data, { format: 'RGBA' }).finally(() => {
      small.close();
    });
    return { copied, finish: () => ({ width, height, data }) };
  }
}
