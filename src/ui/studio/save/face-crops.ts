/** @file Cut-out faces as pictures in one archive. */
import { zipSync } from 'fflate';
import { squareAround, type BoundingBox } from '../../../core/geometry/bounding-box.ts';
import type { SeenFace } from '../../../core/timeline/seen-faces.ts';

/** Hair, chin and ears are part of a face. */
const CROP_FACTOR = 1.7;
const MAX_CROP_PX = 512;

export interface FaceCrop {
  readonly name: string;
  readonly picture: Blob;
}

/** The best view of each track so far: the largest. */
export class CropCollector {
  readonly #best = new Map<number, { areaPx: number; name: string; canvas: OffscreenCanvas }>();

  /** A view must be larger by this much to be worth cutting out again. */
  static readonly #GAIN = 1.2;

  add(image: CanvasImageSource, widthPx: number, heightPx: number, faces: readonly SeenFace[]): void {
    for (const { track, box, verdict } of faces) {
      const best = this.#best.get(track);
      const name = verdict.kind === 'named' ? verdict.name : (best?.name ?? '');
      const areaPx = box.width * widthPx * box.height * heightPx;
      if (best !== undefined && areaPx < best.areaPx * CropCollector.#GAIN) {
        best.name = name;
        continue;
      }
      this.#best.set(track, { areaPx, name, canvas: cutFace(image, widthPx, heightPx, box) });
    }
  }

  /** `nameOf` a track that was named later than its best view, or undefined. */
  async crops(nameOf: (track: number) => string | undefined = () => undefined): Promise<FaceCrop[]> {
    const crops = [...this.#best].map(async ([track, { name, canvas }]) => ({
      name: nameOf(track) ?? (name === '' ? 'Unknown' : name),
      picture: await canvas.convertToBlob({ type: 'image/png' }),
    }));
    return Promise.all(crops);
  }
}

function cutFace(
  image: CanvasImageSource,
  widthPx: number,
  heightPx: number,
  box: BoundingBox,
): OffscreenCanvas {
  const { x, y, width, height } = squareAround(box, CROP_FACTOR, widthPx, heightPx);
  const sidePx = Math.max(1, Math.round(Math.min(MAX_CROP_PX, width * widthPx)));
  const canvas = new OffscreenCanvas(sidePx, sidePx);
  const context = canvas.getContext('2d');
  context?.drawImage(
    image,
    x * widthPx,
    y * heightPx,
    width * widthPx,
    height * heightPx,
    0,
    0,
    sidePx,
    sidePx,
  );
  return canvas;
}

/** `Clara.png`, `Clara-2.png`, …: pictures are compressed already, so the archive only holds them. */
export async function zipCrops(crops: readonly FaceCrop[]): Promise<Blob> {
  const files: Record<string, Uint8Array> = {};
  for (const { name, picture } of crops) {
    const base = name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_').slice(0, 80);
    let fileName = `${base}.png`;
    for (let number = 2; fileName in files; number++) fileName = `${base}-${String(number)}.png`;
    files[fileName] = new Uint8Array(await picture.arrayBuffer());
  }
  return new Blob([zipSync(files, { level: 0 })], { type: 'application/zip' });
}
