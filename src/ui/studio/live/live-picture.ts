/**
 * @file Live effects: each frame is drawn only when its own faces are known, so that boxes sit exactly and nobody who is to
 * be hidden shows for a moment. While recognition does not work, nothing new is drawn.
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

export class LivePicture {
  #options: LiveOptions;
  #masks: PeopleMasks | undefined;
  #context: DrawingContext | undefined;
  #isBusy = false;
  readonly #memory = new FaceMemory();
  readonly #onDrawn: (canvas: OffscreenCanvas, timeMs: number) => void;

  /** `onDrawn` gets each picture while it is valid, and when it was taken (the page's clock). */
  constructor(options: LiveOptions, onDrawn: (canvas: OffscreenCanvas, timeMs: number) => void) {
    this.#options = options;
    this.#onDrawn = onDrawn;
  }

  set options(options: LiveOptions) {
    this.#options = options;
  }

  /** Draws the frame, unless the one before is still being drawn. `picture` stays the caller's. */
  accept(faces: readonly SeenFace[], picture: VideoFrame, timeMs: number): void {
    const held = this.#memory.remember({ timeMs, faces });
    if (this.#isBusy) return;
    this.#isBusy = true;
    const copy = picture.clone();
    void this.#draw(copy, faces, held, timeMs).finally(() => {
      copy.close();
      this.#isBusy = false;
    });
  }

  close(): void {
    this.#masks?.close();
  }

  async #draw(
    picture: VideoFrame,
    faces: readonly SeenFace[],
    held: readonly SeenFace[],
    timeMs: number,
  ): Promise<void> {
    const { displayWidth: width, displayHeight: height } = picture;
    const { effects, backdrop, isMirrored } = this.#options;
    const chain = chainOf(effects);
    const people = chain.some(({ needsPeople }) => needsPeople)
      ? await (this.#masks ??= openPeopleMasks()).maskOf(picture, width, height)
      : undefined;
    if (this.#context?.canvas.width !== width || this.#context.canvas.height !== height)
      this.#context = newContext(width, height);
    drawPicture(chain, { context: this.#context, image: picture, isMirrored, faces, held, people, backdrop });
    this.#onDrawn(this.#context.canvas, timeMs);
  }
}
