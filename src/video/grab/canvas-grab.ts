/** @file Drawn small on a canvas in memory and read back: works with every picture that may be read at all. */
import { PictureReader } from '../picture-reader.ts';
import type { Grab, GrabMethod, GrabWish } from './grab-method.ts';

export class CanvasGrab implements GrabMethod {
  readonly #reader = new PictureReader();

  start(picture: VideoFrame, wish: GrabWish): Grab {
    const { displayWidth, displayHeight } = picture;
    return { copied: undefined, finish: () => this.#reader.read(picture, displayWidth, displayHeight, wish) };
  }
}
