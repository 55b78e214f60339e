/** @file A camera that shows a group photo. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { photoPath } from './photos.ts';
import { waitUntil } from './wait-until.ts';

/** Writes the camera's film into the folder. @returns the browser's switches for it */
export async function cameraArgs(folder: string): Promise<string[]> {
  const clip = path.join(folder, 'camera.mjpeg');
  // Motion JPEG is one JPEG after the other.
  const photo = await readFile(photoPath('sample1'));
  await writeFile(clip, Buffer.concat([photo, photo]));
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${clip}`,
  ];
}

/** It starts by itself once the camera was allowed. */
export async function startCamera(studio: Page): Promise<void> {
  await waitUntil(async () => {
    await studio.$$eval('[data-testid="camera-start"]:not([disabled])', ([start]) =>
      start?.dispatchEvent(new MouseEvent('click', { bubbles: true })),
    );
    return (await studio.$('[data-testid="camera-stop"]')) !== null;
  }, 'the camera runs');
}
