/**
 * @file A recording, recognised frame by frame at any pace: a frame is done when it was seen whole, in the parts that the
 * recognizer asks for besides, and all its closer looks are. Live pictures are watched by `VideoWatcher` instead, which never
 * waits.
 */
import type { BoundingBox } from '../core/geometry/bounding-box.ts';
import { FIRST_SAMPLE, type SampleWish } from '../core/pace/sample-wish.ts';
import { FaultError, type Fault } from '../core/errors/fault.ts';
import type { SeenFace } from '../core/timeline/seen-faces.ts';
import { connectToRecognizer } from '../platform/port.ts';
import { VIDEO_PORT, toViewerSchema, type ToRecognizer, type ToViewer } from '../protocol/video-port.ts';
import { PictureReader } from './picture-reader.ts';

/** The recording as the recognizer's only video of this document. */
const VIDEO = 1;
/** A recognizer that was lost numbers its tracks afresh: each connection gets numbers of its own. */
const TRACKS_PER_CONNECTION = 1_000_000;
/** A frame that crashes the recognizer would crash it for ever. */
const MAX_ATTEMPTS = 3;

export interface RecordedPicture {
  readonly image: CanvasImageSource;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly timeMs: number;
}

export interface Recording {
  /**
   * The faces of the next frame, later than all before it. One at a time; the image has to stay until the answer.
   * @throws FaultError when the recognizer cannot work, `recognizer-gone` when the recording was closed
   */
  recognize(picture: RecordedPicture): Promise<readonly SeenFace[]>;
  close(): void;
}

/** What somebody who measures a recording wants to know besides the faces. */
export interface RecordingWatch {
  /** A closer look at this track was answered: it went through the networks, or there was nothing in it to go. */
  onLooked?(track: number): void;
}

interface Task {
  readonly picture: RecordedPicture;
  readonly resolve: (faces: readonly SeenFace[]) => void;
  readonly reject: (error: FaultError) => void;
  attempts: number;
  /** Undefined until it is on its way, and again after the recognizer was lost. */
  seq: number | undefined;
  faces: readonly SeenFace[] | undefined;
  /** Tracks whose closer look is still out. */
  readonly looking: Set<number>;
  /** The parts that were seen of it, see `nameOf`. */
  readonly seen: Set<string>;
  /** What the recognizer wants to see besides. */
  next: SampleWish | undefined;
}

export function openRecording(watch: RecordingWatch = {}): Recording {
  const reader = new PictureReader();
  let task: Task | undefined;
  let seq = 0;
  let connection = 0;
  let isReady = false;
  let fault: Fault | undefined;

  const ownTrack = (track: number): number => connection * TRACKS_PER_CONNECTION + track;

  const start = (current: Task): void => {
    current.attempts += 1;
    current.seen.clear();
    show(current, FIRST_SAMPLE);
  };

  const show = (current: Task, { view, pixelCount }: SampleWish): void => {
    const { image, widthPx, heightPx, timeMs } = current.picture;
    current.seq = ++seq;
    current.seen.add(nameOf(view));
    current.next = undefined;
    current.faces = undefined;
    current.looking.clear();
    client.send({
      type: 'frame',
      video: VIDEO,
      seq,
      view,
      pixels: reader.readFrame(image, widthPx, heightPx, view, pixelCount),
      pictureWidthPx: widthPx,
      pictureHeightPx: heightPx,
      pageMs: 0,
      timeMs,
    });
  };

  const finishIfDone = (current: Task): void => {
    if (current.faces === undefined || current.looking.size > 0) return;
    if (current.next !== undefined && !current.seen.has(nameOf(current.next.view))) {
      show(current, current.next);
      return;
    }
    task = undefined;
    current.resolve(current.faces);
  };

  const fail = (error: FaultError): void => {
    const current = task;
    task = undefined;
    current?.reject(error);
  };

  const handle = (message: ToViewer): void => {
    switch (message.type) {
      case 'ready':
        isReady = true;
        fault = undefined;
        if (task !== undefined && task.seq === undefined) start(task);
        return;
      case 'fault':
        isReady = false;
        ({ fault } = message);
        fail(new FaultError(message.fault.code, message.fault.message));
        return;
      case 'faces': {
        if (task?.seq !== message.seq) return;
        const { image, widthPx, heightPx } = task.picture;
        task.next = message.next;
        task.faces = message.faces.map((face) => ({
          ...face,
          track: ownTrack(face.track),
          person: ownTrack(face.person),
        }));
        for (const { track, region, sizePx } of message.wanted) {
          task.looking.add(track);
          const pixels = reader.cutRegion(image, widthPx, heightPx, region, sizePx);
          client.send({ type: 'region', video: VIDEO, seq: message.seq, track, region, pixels });
        }
        finishIfDone(task);
        return;
      }
      case 'verdicts': {
        if (task?.faces === undefined) return;
        const known = new Map(
          message.verdicts.map(({ track, person, verdict }) => [
            ownTrack(track),
            { person: ownTrack(person), verdict },
          ]),
        );
        task.faces = task.faces.map((face) => ({ ...face, ...known.get(face.track) }));
        return;
      }
      case 'looked':
        if (task?.seq !== message.seq) return;
        if (task.looking.delete(message.track)) watch.onLooked?.(ownTrack(message.track));
        finishIfDone(task);
        return;
      // A recording is no page.
      case 'tileName':
      case 'off':
    }
  };

  const client = connectToRecognizer<typeof toViewerSchema, ToRecognizer>({
    name: VIDEO_PORT,
    incoming: toViewerSchema,
    onMessage: handle,
    onConnected() {
      connection += 1;
      client.send({ type: 'hello', source: 'file' });
      const { widthPx = 0, heightPx = 0 } = task?.picture ?? {};
      client.send({ type: 'video', video: VIDEO, kind: 'video', state: 'watching', widthPx, heightPx });
    },
    onLost() {
      isReady = false;
      if (task === undefined) return;
      // Sent again as soon as the recognizer is back.
      task.seq = undefined;
      if (task.attempts >= MAX_ATTEMPTS) fail(new FaultError('recognizer-gone', 'lost too often'));
    },
    onInvalidated() {
      fail(new FaultError('recognizer-gone', 'the extension was updated'));
    },
  });

  return {
    recognize(picture) {
      if (fault !== undefined) return Promise.reject(new FaultError(fault.code, fault.message));
      return new Promise((resolve, reject) => {
        task = {
          picture,
          resolve,
          reject,
          attempts: 0,
          seq: undefined,
          faces: undefined,
          looking: new Set(),
          seen: new Set(),
          next: undefined,
        };
        if (isReady) start(task);
      });
    },
    close() {
      client.close();
      fail(new FaultError('recognizer-gone', 'closed'));
    },
  };
}

function nameOf({ x, y, width }: BoundingBox): string {
  return [x, y, width].join(' ');
}
