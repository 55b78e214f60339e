/** @file Crops as image data URLs and back. In a worker: on the offscreen document's main thread this takes a second. */
import { CROP_SIZE_PX } from '../../core/alignment/align-face.ts';
import { FaultError } from '../../core/errors/fault.ts';
import { isTooLarge, pictureSize } from '../../core/image/picture-size.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { bytesOfDataUrl, dataUrlOf } from './data-url.ts';

/** High enough that an embedding of the stored crop stays next to the original's; about 10 KB a crop. */
const JPEG_QUALITY = 0.92;

export async function encodeCrop({ width, height, data }: Pixels): Promise<string> {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) throw new Error('no 2D canvas');
  context.putImageData(new ImageData(Uint8ClampedArray.from(data), width, height), 0, 0);
  const blob = await context.canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
  return dataUrlOf({ type: blob.type, bytes: new Uint8Array(await blob.arrayBuffer()) });
}

/**
 * The stored crop, `CROP_SIZE_PX` squared whatever size the picture has.
 * @throws FaultError `record-damaged` when it is not a picture.
 */
export async function decodeCrop(cropUrl: string): Promise<Pixels> {
  try {
    const file = bytesOfDataUrl(cropUrl);
    const size = file === undefined ? undefined : pictureSize(file.bytes);
    if (file === undefined || size === undefined || isTooLarge(size)) throw new Error('no picture');
    const bitmap = await createImageBitmap(new Blob([file.bytes]));
    const context = new OffscreenCanvas(CROP_SIZE_PX, CROP_SIZE_PX).getContext('2d');
    if (context === null) throw new Error('no 2D canvas');
    context.drawImage(bitmap, 0, 0, CROP_SIZE_PX, CROP_SIZE_PX);
    bitmap.close();
    return context.getImageData(0, 0, CROP_SIZE_PX, CROP_SIZE_PX);
  } catch {
    throw new FaultError('record-damaged', 'the crop is not a picture');
  }
}
