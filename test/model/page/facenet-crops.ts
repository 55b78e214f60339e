/**
 * @file Test page: decodes the sample photos and cuts faces out of them, for tests that run their networks in Node.
 */
import type { SampleFace } from '../sample-faces.ts';
import { openPhoto } from './photo.ts';

/** Gives each face as `sizePx` squared RGBA pixels, in base64. */
export async function cutFaces({
  faces,
  sizePx,
}: {
  readonly faces: readonly SampleFace[];
  readonly sizePx: number;
}): Promise<string[]> {
  return Promise.all(faces.map((face) => cutFace(face, sizePx)));
}

async function cutFace({ photo, x, y, size }: SampleFace, sizePx: number): Promise<string> {
  const context = new OffscreenCanvas(sizePx, sizePx).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  context.imageSmoothingQuality = 'high';
  const bitmap = await openPhoto(photo);
  try {
    context.drawImage(bitmap, x, y, size, size, 0, 0, sizePx, sizePx);
  } finally {
    bitmap.close();
  }
  return toBase64(context.getImageData(0, 0, sizePx, sizePx).data);
}

function toBase64(bytes: Uint8ClampedArray): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
