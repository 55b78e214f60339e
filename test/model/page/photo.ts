/**
 * @file Pictures for the test pages.
 */

/** Opens face-api's sample photo with this number; the caller closes it. */
export async function openPhoto(photo: number): Promise<ImageBitmap> {
  const response = await fetch(`/face-api/demo/sample${String(photo)}.jpg`);
  if (!response.ok) throw new Error(`sample photo ${String(photo)} is missing`);
  return createImageBitmap(await response.blob());
}
