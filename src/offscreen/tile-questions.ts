/** @file Questions to a document for the name on a tile, until they are answered or it is too late. */
import type { BoundingBox } from '../core/geometry/bounding-box.ts';
import { cleanName } from '../core/gallery/anchor.ts';
import type { ToViewer } from '../protocol/video-port.ts';

/** A page answers at once, a busy one within a second; after two, whoever opened the name field has begun to type. */
export const TILE_TIMEOUT_MS = 2000;

let nextRequest = 1;

export class TileQuestions {
  readonly #send: (message: ToViewer) => void;
  readonly #waiting = new Map<number, (name: string | null) => void>();

  constructor(send: (message: ToViewer) => void) {
    this.#send = send;
  }

  /** Null where the page says nothing, or not in time. */
  ask(video: number, { x, y, width, height }: BoundingBox): Promise<string | null> {
    const request = nextRequest++;
    return new Promise((resolve) => {
      const finish = (name: string | null): void => {
        clearTimeout(timer);
        this.#waiting.delete(request);
        resolve(name);
      };
      const timer = setTimeout(finish, TILE_TIMEOUT_MS, null);
      this.#waiting.set(request, finish);
      this.#send({ type: 'tileName', request, video, box: { x, y, width, height } });
    });
  }

  /** What nobody asked for, and what comes too late, counts for nothing. */
  answer(request: number, name: string | null): void {
    const readable = cleanName(name ?? '');
    this.#waiting.get(request)?.(readable === '' ? null : readable);
  }
}
