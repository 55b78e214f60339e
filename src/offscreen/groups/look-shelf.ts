/**
 * @file The pictures of the looks that groups keep, by look. As JPEGs: 10 KB each, where the pixels would take 147 KB; with
 * `MAX_GROUPS` and `MAX_LOOKS` that is 5 MB at most, and again as much for what can still be taken back.
 */
import { bytesOfDataUrl, dataUrlOf, type FileBytes } from '../../recognition/workers/data-url.ts';
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
  readonly #pictures = new Map<string, { readonly file: FileBytes; readonly source: SampleSource }>();
  /** Looks that are still wanted when their picture has been encoded. */
  readonly #wanted = new Set<string>();

  /** Undefined while it is being encoded. */
  get(look: string): LookPicture | undefined {
    const picture = this.#pictures.get(look);
    return picture && { cropUrl: dataUrlOf(picture.file), source: picture.source };
  }

  put(look: string, picture: LookPicture): void {
    this.#wanted.add(look);
    this.#keep(look, picture);
  }

  /** `onDone` is called when the picture is there. */
  encode(look: string, crop: Pixels, source: SampleSource, recognizer: Recognizer, onDone: () => void): void {
    if (this.#wanted.has(look)) return;
    this.#wanted.add(look);
    recognizer.encode(crop).then(
      (cropUrl) => {
        if (!this.#wanted.has(look)) return;
        this.#keep(look, { cropUrl, source });
        onDone();
      },
      (error: unknown) => {
        // It stays a look without a picture.
        logFault(toFault(error));
      },
    );
  }

  /** What holds no picture leaves the look without one. */
  #keep(look: string, { cropUrl, source }: LookPicture): void {
    const file = bytesOfDataUrl(cropUrl);
    if (file !== undefined) this.#pictures.set(look, { file, source });
  }

  keepOnly(looks: ReadonlySet<string>): void {
    for (const look of this.#wanted) if (!looks.has(look)) this.#wanted.delete(look);
    for (const look of this.#pictures.keys()) if (!looks.has(look)) this.#pictures.delete(look);
  }
}
