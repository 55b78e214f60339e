/** @file A picture file as pixels, upright and of a size that the recognizer takes. */
import { FaultError } from '../../core/errors/fault.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { openPicture } from './open-picture.ts';
import { MAX_FRAME_SIDE_PX } from '../../protocol/schemas.ts';

/** @throws FaultError `picture-heic`, `picture-unreadable`, `picture-too-large` */
export async function readPicture(file: Blob): Promise<Pixels> {
  const bitmap = await openPicture(file);
  try {
    return pixelsOf(bitmap);
  } finally {
    bitmap.close();
  }
}

/** @throws FaultError `picture-unreadable` */
export function pixelsOf(bitmap: ImageBitmap): Pixels {
  const scale = Math.min(1, MAX_FRAME_SIDE_PX / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new FaultError('picture-unreadable', 'no canvas');
  context.imageSmoothingQuality = 'high';
  // A transparent picture gets the white that it is nearly always looked at on.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
