/**
 * @file Pictures for the test pages.
 */

/** Opens face-api's sample photo with this number; the caller closes it. */
export async function openPhoto(photo: number): Promise<ImageBitmap> {
  const response = await fetch(`/face-api/demo/sample${String(photo)}.jpg`);
  if (!response.ok) throw new Error(`sample photo ${String(photo)} is missing`);
  return createImageBitmap(await response.blob());
}

/** The photo shrunk to this width. */
export async function readPhoto(photo: number, widthPx: number): Promise<ImageData> {
  const bitmap = await openPhoto(photo);
  try {
    const heightPx = Math.round((widthPx * bitmap.height) / bitmap.width);
    const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no 2d context');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, widthPx, heightPx);
    return context.getImageData(0, 0, widthPx, heightPx);
  } finally {
    bitmap.close();
  }
}

/** As it crosses over to Node: RGBA bytes in base64. */
export interface SentPhoto {
  readonly width: number;
  readonly height: number;
  readonly rgba: string;
}

export async function sendPhotos(request: {
  readonly photos: readonly number[];
  readonly widthPx: number;
}): Promise<SentPhoto[]> {
  const sent: SentPhoto[] = [];
  for (const photo of request.photos) {
    const { width, height, data } = await readPhoto(photo, request.widthPx);
    let letters = '';
    for (const byte of data) letters += String.fromCharCode(byte);
    sent.push({ width, height, rgba: btoa(letters) });
  }
  return sent;
}
