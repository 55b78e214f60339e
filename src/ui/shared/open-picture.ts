/** @file Decodes a picture file that the person chose, once its size has been looked at. */
import { FaultError } from '../../core/errors/fault.ts';
import { isHeic } from '../../core/image/picture-brand.ts';
import { isTooLarge, pictureSize } from '../../core/image/picture-size.ts';

/** Reaches past the thumbnails and color profiles that stand before the size. */
const HEAD_BYTES = 16 * 2 ** 20;

/**
 * Caller closes the bitmap.
 * @throws FaultError `picture-heic`, `picture-too-large`, `picture-unreadable`
 */
export async function openPicture(file: Blob): Promise<ImageBitmap> {
  let head: Uint8Array;
  try {
    head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  } catch (error) {
    throw new FaultError('picture-unreadable', error instanceof Error ? error.name : 'not read');
  }
  if (isHeic(head)) throw new FaultError('picture-heic', 'known by its brand');
  const size = pictureSize(head);
  if (size === undefined) throw new FaultError('picture-unreadable', 'no known picture');
  if (isTooLarge(size)) {
    throw new FaultError('picture-too-large', `${String(size.width)} x ${String(size.height)}`);
  }
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    throw new FaultError('picture-unreadable', error instanceof Error ? error.name : 'not decoded');
  }
}
