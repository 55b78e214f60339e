/** @file The port of a viewer, one frame after the other: asked, answered, with nothing in between. */
import { connectToRecognizer } from '../../../src/platform/port.ts';
import {
  VIDEO_PORT,
  toViewerSchema,
  type ToRecognizer,
  type ToViewer,
} from '../../../src/protocol/video-port.ts';

export type FrameMessage = Extract<ToRecognizer, { type: 'frame' }>;
export type FacesMessage = Extract<ToViewer, { type: 'faces' }>;

export interface Client {
  /** Tells of a video that did not exist before. */
  open(video: number, widthPx: number, heightPx: number): void;
  close(video: number): void;
  ask(frame: FrameMessage): Promise<FacesMessage>;
}

export async function connect(): Promise<Client> {
  let answer: ((faces: FacesMessage) => void) | undefined;
  let onReady: () => void = () => undefined;
  let onFailed: (error: Error) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    onReady = resolve;
    onFailed = reject;
  });
  const client = connectToRecognizer<typeof toViewerSchema, ToRecognizer>({
    name: VIDEO_PORT,
    incoming: toViewerSchema,
    onMessage(message) {
      if (message.type === 'ready') onReady();
      if (message.type === 'fault') onFailed(new Error(message.fault.message));
      if (message.type === 'faces') answer?.(message);
    },
    onConnected() {
      client.send({ type: 'hello', source: 'file' });
    },
    onLost() {
      onFailed(new Error('The recognizer is gone.'));
    },
  });
  await ready;
  return {
    open(video, widthPx, heightPx) {
      client.send({ type: 'video', video, kind: 'video', state: 'watching', widthPx, heightPx });
    },
    close(video) {
      client.send({ type: 'closed', video });
    },
    ask: (frame) =>
      new Promise((done) => {
        answer = done;
        client.send(frame);
      }),
  };
}
