/**
 * @file Live effects: each frame is drawn only when its own faces are known, so that boxes sit exactly and nobody who is to
 * be hidden shows for a moment. While recognition does not work, nothing new is drawn. Other effects than before are drawn
 * over the latest frame at once: the next one may be long in coming.
 */
import { FaceMemory } from '../../../core/timeline/hold-faces.ts';
import type { SeenFace } from '../../../core/timeline/seen-faces.ts';
import { chainOf, drawPicture } from '../effects/chain.ts';
import { newContext, type DrawingContext, type EffectId } from '../effects/effect.ts';
import { openPeopleMasks, type PeopleMasks } from '../effects/people-mask.ts';

export interface LiveOptions {
  readonly effects: ReadonlySet<EffectId>;
  readonly backdrop: ImageBitmap | undefined;
  readonly isMirrored: boolean;
}

interface KnownFrame {
  readonly picture: VideoFrame;
  readonly faces: readonly SeenFace[];
  readonly held: readonly SeenFace[];
  readonly timeMs: number;
}

export class LivePicture {
  #options: LiveOptions;
  #masks: PeopleMasks | undefined;
  #context: DrawingContext | undefined;
  #isBusy = false;
  /** The latest frame that was drawn, or is being drawn. */
  #latest: KnownFrame | undefined;
  readonly #memory = new FaceMemory();
  readonly #onDrawn: (canvas: OffscreenCanvas, timeMs: number) => void;

  /**
   * `onDrawn` gets each picture while it is valid, and when it was taken (the page's clock): the same time once more where
   * only the options have changed.
   */
  constructor(options: LiveOptions, onDrawn: (canvas: OffscreenCanvas, timeMs: number) => void) {
    this.#options = options;
    this.#onDrawn = onDrawn;
  }

  set options(options: LiveOptions) {
    this.#options = options;
    this.#drawLatest();
  }

  /** Draws the frame, unless the one before is still being drawn. `picture` stays the caller's. */
  accept(faces: readonly SeenFace[], picture: VideoFrame, timeMs: number): void {
    const held = this.#memory.remember({ timeMs, faces });
    if (this.#isBusy) return;
    this.forget();
    this.#latest = { picture: picture.clone(), faces, held, timeMs };
    this.#drawLatest();
  }

  /** Nothing is drawn before the next frame. */
  forget(): void {
    this.#latest?.picture.close();
    this.#latest = undefined;
  }

  close(): void {
    this.forget();
    this.#masks?.close();
  }

  #drawLatest(): void {
    const frame = this.#latest;
    if (this.#isBusy || frame === undefined) return;
    this.#isBusy = true;
    const options = this.#options;
    // A copy of its own, since the frame may be forgotten meanwhile.
    const picture = frame.picture.clone();
    const draw = async (): Promise<void> => {
      try {
        await this.#draw({ ...frame, picture }, options);
      } finally {
        picture.close();
        this.#isBusy = false;
      }
      if (options !== this.#options) this.#drawLatest();
    };
    void draw();
  }

  async #draw({ picture, faces, held, timeMs }: KnownFrame, options: LiveOptions): Promise<void> {
    const { displayWidth: width, displayHeight: height } = picture;
    const { effects, backdrop, isMirrored } = options;
    const chain = chainOf(effects);
    const people = chain.some(({ needsPeople }) => needsPeople)
      ? await (this.#masks ??= openPeopleMasks()).maskOf(picture, width, height)
      : undefined;
    // The effects that were chosen meanwhile may hide somebody whom these show.
    if (options !== this.#options) return;
    if (this.#context?.canvas.width !== width || this.#context.canvas.height !== height)
      this.#context = newContext(width, height);
    drawPicture(chain, { context: this.#context, image: picture, isMirrored, faces, held, people, backdrop });
    this.#onDrawn(this.#context.canvas, timeMs);
  }
}
