/**
 * @file Pictures for the test pages.
 */

/** A number of face-api's sample photos, or the address of another one. */
export type Photo = number | string;

/** The caller closes it. */
export async function openPhoto(photo: Photo): Promise<ImageBitmap> {
  const address = typeof photo === 'number' ? `/face-api/demo/sample${String(photo)}.jpg` : photo;
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} is missing`);
  return createImageBitmap(await response.blob());
}

/** Which photos, and how they are looked at. */
export interface PhotoWish {
  readonly photos: readonly Photo[];
  /** Photos are shrunk to this width. */
  readonly widthPx: number;
  /** In the middle of a square, black above and below. */
  readonly isSquare?: boolean;
}

export async function readPhoto(photo: Photo, { widthPx, isSquare = false }: PhotoWish): Promise<ImageData> {
  const bitmap = await openPhoto(photo);
  try {
    const photoPx = Math.round((widthPx * bitmap.height) / bitmap.width);
    const heightPx = isSquare ? widthPx : photoPx;
    const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', {
      alpha: false,
      willReadFrequently: true,
    });
    if (context === null) throw new Error('no 2d context');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, Math.floor((heightPx - photoPx) / 2), widthPx, photoPx);
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

export async function sendPhotos(wish: PhotoWish): Promise<SentPhoto[]> {
  const sent: SentPhoto[] = [];
  for (const photo of wish.photos) {
    const { width, height, data } = await readPhoto(photo, wish);
    let letters = '';
    for (const byte of data) letters += String.fromCharCode(byte);
    sent.push({ width, height, rgba: btoa(letters) });
  }
  return sent;
}
