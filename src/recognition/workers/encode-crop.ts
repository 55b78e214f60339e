/** @file Writing a crop as an image data URL. In a worker: on the offscreen document's main thread this takes a second. */
import type { Pixels } from '../../core/image/pixels.ts';

/** High enough that an embedding of the stored crop stays next to the original's; about 10 KB a crop. */
const JPEG_QUALITY = 0.92;

export async function encodeCrop({ width, height, data }: Pixels): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2D canvas');
  context.putImageData(new ImageData(Uint8ClampedArray.from(data), width, height), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:image/jpeg;base64,${btoa(binary)}`;
}
