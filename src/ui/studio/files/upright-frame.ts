/** @file A decoded frame as it is to be seen: phones record lying pictures, and say by how much to turn them. */
import type { VideoSample } from 'mediabunny';
import { newContext, type DrawingContext } from '../effects/effect.ts';

export interface UprightFrame {
  readonly image: CanvasImageSource;
  readonly widthPx: number;
  readonly heightPx: number;
  close(): void;
}

/** Reuses one canvas: a frame is good until the next one, and the caller closes it. */
export class UprightFrames {
  #context: DrawingContext | undefined;

  frameOf(sample: VideoSample): UprightFrame {
    const { displayWidth: widthPx, displayHeight: heightPx } = sample;
    if (sample.rotation === 0 && !sample.flip) {
      const image = sample.toVideoFrame();
      return {
        image,
        widthPx,
        heightPx,
        close: () => {
          image.close();
        },
      };
    }
    if (this.#context?.canvas.width !== widthPx || this.#context.canvas.height !== heightPx)
      this.#context = newContext(widthPx, heightPx);
    sample.draw(this.#context, 0, 0, widthPx, heightPx);
    return { image: this.#context.canvas, widthPx, heightPx, close: () => undefined };
  }
}
