/** @file A live picture with names: what is drawn, what is kept of it, and recording it. Knows no component. */
import type { SeenFace } from '../../../core/timeline/seen-faces.ts';
import { Sightings } from '../../../core/timeline/sightings.ts';
import type { ViewerSource } from '../../../protocol/video-port.ts';
import { createViewer, type Viewer } from '../../../video/viewer.ts';
import { chainOf, drawPicture } from '../effects/chain.ts';
import { newContext } from '../effects/effect.ts';
import { CropCollector } from '../save/face-crops.ts';
import type { Recorder } from '../save/recorder.ts';
import { LivePicture, type LiveOptions } from './live-picture.ts';

export class LiveSession {
  readonly sightings = new Sightings();
  readonly crops = new CropCollector();
  readonly #video: HTMLVideoElement;
  readonly #canvas: HTMLCanvasElement;
  readonly #viewer: Viewer;
  readonly #picture: LivePicture;
  readonly #startMs = performance.now();
  #options: LiveOptions;
  #faces: readonly SeenFace[] = [];
  #recorder: { readonly canvas: OffscreenCanvas; readonly started: Promise<Recorder> } | undefined;
  #onFirst: ((canvas: OffscreenCanvas) => void) | undefined;

  constructor(
    source: ViewerSource,
    video: HTMLVideoElement,
    canvas: HTMLCanvasElement,
    options: LiveOptions,
  ) {
    this.#video = video;
    this.#canvas = canvas;
    this.#options = options;
    this.#picture = new LivePicture(options, (drawn, timeMs) => {
      this.#showDrawn(drawn, timeMs);
    });
    this.#viewer = createViewer({
      source,
      layer: (overlay) => ({
        isElsewhere: false,
        show: (faces, picture, lookedMs) => {
          this.#faces = faces;
          // Drawn into the picture, the names need no overlay.
          overlay.show(this.isDrawn ? [] : faces, undefined, lookedMs);
          if (picture !== undefined) this.#note(faces, picture);
        },
        present: (shownMs) => {
          overlay.present(shownMs);
        },
        remove: () => {
          overlay.remove();
        },
      }),
    });
    this.#viewer.add(video);
  }

  /** Whether the canvas stands in for the video: for any effect but names, and while recording. */
  get isDrawn(): boolean {
    const { effects } = this.#options;
    return (
      this.#recorder !== undefined ||
      this.#onFirst !== undefined ||
      effects.size !== 1 ||
      !effects.has('boxes')
    );
  }

  set options(options: LiveOptions) {
    this.#options = options;
    this.#settle();
    this.#picture.options = options;
  }

  /** The picture as it is shown, with names. */
  async still(): Promise<Blob> {
    if (this.isDrawn)
      return new Promise((resolve, reject) => {
        this.#canvas.toBlob((blob) => {
          if (blob === null) reject(new Error('no picture yet'));
          else resolve(blob);
        }, 'image/png');
      });
    const context = newContext(this.#video.videoWidth, this.#video.videoHeight);
    drawPicture(chainOf(this.#options.effects), {
      ...this.#options,
      context,
      image: this.#video,
      faces: this.#faces,
      held: [],
      people: undefined,
    });
    return context.canvas.convertToBlob({ type: 'image/png' });
  }

  /** @throws FileError `no-encoder`, DOMException where the disk is full */
  async record(sound: MediaStreamTrack | undefined): Promise<void> {
    const canvas = await new Promise<OffscreenCanvas>((resolve) => {
      this.#onFirst = resolve;
      this.#settle();
    });
    const started = import('../save/recorder.ts').then(({ startRecorder }) => startRecorder(canvas, sound));
    this.#recorder = { canvas, started };
    await started;
  }

  /** The recording so far; undefined when none runs. */
  async stopRecording(): Promise<File | undefined> {
    const recorder = this.#recorder;
    this.#recorder = undefined;
    this.#settle();
    return recorder === undefined ? undefined : (await recorder.started).finish();
  }

  stop(): void {
    this.#viewer.remove(this.#video);
    this.#viewer.stop();
    this.#picture.close();
  }

  #note(faces: readonly SeenFace[], picture: VideoFrame): void {
    const timeMs = performance.now() - this.#startMs;
    this.sightings.add({ timeMs, faces });
    this.crops.add(picture, picture.displayWidth, picture.displayHeight, faces);
    if (this.isDrawn) this.#picture.accept(faces, picture, timeMs);
  }

  #showDrawn(drawn: OffscreenCanvas, timeMs: number): void {
    const { width, height } = drawn;
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#canvas.getContext('2d')?.drawImage(drawn, 0, 0);
    this.#settle();
    const onFirst = this.#onFirst;
    this.#onFirst = undefined;
    onFirst?.(newContext(width, height).canvas);
    const recorder = this.#recorder;
    if (recorder === undefined) return;
    const context = recorder.canvas.getContext('2d');
    context?.drawImage(drawn, 0, 0, recorder.canvas.width, recorder.canvas.height);
    recorder.started.then(
      (one) => {
        one.add(timeMs);
      },
      () => undefined,
    );
  }

  /** What is to be hidden must not show through before the first drawn picture: the video goes first. */
  #settle(): void {
    const { isDrawn } = this;
    this.#video.style.visibility = isDrawn ? 'hidden' : '';
    this.#canvas.hidden = !isDrawn;
    if (isDrawn) return;
    // Whoever is hidden from now on may show in what was drawn before.
    this.#picture.forget();
    this.#canvas.getContext('2d')?.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }
}
