/** @file Loads the photos, once each, at the size that the films need. */
import type { PhotoName } from '../truth.ts';

/** Drawing a smaller bitmap costs less without a GPU; the closest camera still finds more than 800 pixels in it. */
const BITMAP_WIDTH = 1600;

const loading = new Map<PhotoName, Promise<ImageBitmap>>();

export function loadPhoto(name: PhotoName): Promise<ImageBitmap> {
  const known = loading.get(name);
  if (known !== undefined) return known;
  const bitmap = fetchPhoto(name);
  loading.set(name, bitmap);
  return bitmap;
}

async function fetchPhoto(name: PhotoName): Promise<ImageBitmap> {
  const response = await fetch(`/photos/${name}.jpg`);
  if (!response.ok) throw new Error(`The photo ${name} did not load: ${String(response.status)}.`);
  return createImageBitmap(await response.blob(), { resizeWidth: BITMAP_WIDTH, resizeQuality: 'high' });
}
