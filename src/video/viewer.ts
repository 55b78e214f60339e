/**
 * @file What the content script and Studio share: watched videos, the port to the recognizer, and the overlay. See
 * [Note: Latest frame wins] in protocol/video-port.ts.
 */
import type { Fault } from '../core/errors/fault.ts';
import type { BoundingBox } from '../core/geometry/bounding-box.ts';
import { connectToRecognizer } from '../platform/port.ts';
import {
  VIDEO_PORT,
  toViewerSchema,
  type ToRecognizer,
  type ToViewer,
  type ViewerSource,
} from '../protocol/video-port.ts';
import { facePlace, type FacePlace } from './face-place.ts';
import { FloatingPicture } from './floating-picture.ts';
import { Overlay, type PictureLayer } from './overlay.ts';
import { CanvasSource } from './canvas-source.ts';
import { videoSource, type PictureElement } from './picture-source.ts';
import { Turns } from './turns.ts';
import { VideoWatcher } from './video-watcher.ts';

export interface ViewerOptions {
  readonly source: ViewerSource;
  /** A fault that stops recognition, or undefined when it goes on. */
  onFault?(fault: Fault | undefined): void;
  /** Stands in for the overlay, for whoever draws the faces into the picture; `overlay` is what it may pass them on to. */
  layer?(overlay: PictureLayer): PictureLayer;
  /** The name that the page writes on the tile of this face. Without it, there is none. */
  readTileName?(face: FacePlace): string | undefined;
  /** The site was switched off, or the extension updated or removed; the viewer has stopped and cleaned up. */
  onEnded?(): void;
}

export interface Viewer {
  /** Watches the element until `remove` or `stop`; adding it twice changes nothing. */
  add(element: PictureElement): void;
  remove(element: PictureElement): void;
  /** Tells the recognizer of embedded frames of these origins, in which Nametag may not run. */
  setEmbedded(origins: readonly string[]): void;
  /** Ends everything and takes the overlay off the page. */
  stop(): void;
}

/** @throws the first error, after all of them have run */
function runAll(steps: readonly (() => void)[]): void {
  const errors: unknown[] = [];
  for (const step of steps) {
    try {
      step();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

export function createViewer(options: ViewerOptions): Viewer {
  const overlay = new Overlay((video, track) => {
    client.send({ type: 'openFace', video, track });
  });
  const watchers = new Map<PictureElement, VideoWatcher>();
  const turns = new Turns();
  let nextVideo = 1;
  let embedded: readonly string[] = [];
  let isReady = false;

  const stop = (): void => {
    const all = [...watchers.values()];
    watchers.clear();
    // What the person sees goes first, and one that fails keeps none of the others.
    runAll([
      () => {
        overlay.remove();
      },
      ...all.map((watcher) => () => {
        watcher.stop();
      }),
      () => {
        client.close();
      },
    ]);
  };

  const setReady = (ready: boolean): void => {
    isReady = ready;
    for (const watcher of watchers.values()) watcher.setReady(ready);
  };

  const handle = (message: ToViewer): void => {
    switch (message.type) {
      case 'ready':
        options.onFault?.(undefined);
        setReady(true);
        return;
      case 'fault':
        options.onFault?.(message.fault);
        setReady(false);
        return;
      case 'off':
        stop();
        options.onEnded?.();
        return;
      case 'faces':
        watcherOf(message.video)?.acceptFaces(message);
        return;
      case 'verdicts':
        watcherOf(message.video)?.acceptVerdicts(message.verdicts);
        return;
      case 'tileName': {
        const { request, video, box } = message;
        client.send({ type: 'tileNameRead', request, name: nameOnTile(video, box) ?? null });
        return;
      }
      // Only recordings have their regions answered.
      case 'looked':
    }
  };

  const watcherOf = (video: number): VideoWatcher | undefined =>
    [...watchers.values()].find(({ number }) => number === video);

  const nameOnTile = (video: number, box: BoundingBox): string | undefined => {
    const [picture] = [...watchers].find(([, { number }]) => number === video) ?? [];
    return picture === undefined ? undefined : options.readTileName?.(facePlace(picture, box));
  };

  const client = connectToRecognizer<typeof toViewerSchema, ToRecognizer>({
    name: VIDEO_PORT,
    incoming: toViewerSchema,
    onMessage: handle,
    onConnected() {
      client.send({ type: 'hello', source: options.source });
      if (embedded.length > 0) client.send({ type: 'embedded', origins: [...embedded] });
      for (const watcher of watchers.values()) watcher.announce();
    },
    onLost() {
      setReady(false);
    },
    onInvalidated() {
      stop();
      options.onEnded?.();
    },
  });

  return {
    add(element) {
      if (watchers.has(element)) return;
      const source =
        element instanceof HTMLCanvasElement
          ? new CanvasSource(element)
          : videoSource(element, options.source === 'tab');
      const number = nextVideo++;
      const drawn = overlay.addPicture(source, number);
      const floating = (): PictureLayer =>
        element instanceof HTMLVideoElement
          ? new FloatingPicture(element, drawn, () => {
              watchers.get(element)?.sampleElsewhere();
            })
          : drawn;
      const layer = options.layer?.(drawn) ?? floating();
      const watcher = new VideoWatcher(number, source, layer, turns, (message) => {
        client.send(message);
      });
      watchers.set(element, watcher);
      watcher.announce();
      watcher.setReady(isReady);
    },
    remove(element) {
      watchers.get(element)?.stop();
      watchers.delete(element);
    },
    setEmbedded(origins) {
      embedded = origins;
      client.send({ type: 'embedded', origins: [...origins] });
    },
    stop,
  };
}
