/**
 * @file The pictures of the looks that groups keep, by look. As JPEGs: 13 KB each, where the pixels would take 147 KB; with
 * `MAX_GROUPS` and `MAX_LOOKS` that is 6.5 MB at most, and again as much for what can still be taken back.
 */
import { toFault } from '../../core/errors/fault.ts';
import type { SampleSource } from '../../core/gallery/anchor.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { logFault } from '../../platform/log.ts';
import type { Recognizer } from '../../recognition/workers/recognizer.ts';

export interface LookPicture {
  readonly cropUrl: string;
  readonly source: SampleSource;
}

export class LookShelf {
  readonly #pictures = new Map<string, LookPicture>();
  /** Looks that are still wanted when their picture has been encoded. */
  readonly #wanted = new Set<string>();

  /** Undefined while it is being encoded. */
  get(look: string): LookPicture | undefined {
    return this.#pictures.get(look);
  }

  put(look: string, picture: LookPicture): void {
    this.#wanted.add(look);
    this.#pictures.set(look, picture);
  }

  /** `onDone` is called when the picture is there. */
  encode(look: string, crop: Pixels, source: SampleSource, recognizer: Recognizer, onDone: () => void): void {
    if (this.#wanted.has(look)) return;
    this.#wanted.add(look);
    recognizer.encode(crop).then(
      (cropUrl) => {
        if (!this.#wanted.has(look)) return;
        this.#pictures.set(look, { cropUrl, source });
        onDone();
      },
      (error: unknown) => {
        // It stays a look without a picture.
        logFault(toFault(error));
      },
    );
  }

  keepOnly(looks: ReadonlySet<string>): void {
    for (const look of this.#wanted) if (!looks.has(look)) this.#wanted.delete(look);
    for (const look of this.#pictures.keys()) if (!looks.has(look)) this.#pictures.delete(look);
  }
}
