/** @file Labelled group pictures shown one after the other as a video. */
import path from 'node:path';
import type { Browser } from 'puppeteer-core';
import { listPictures, readLabels } from '../../eval/picture-folders.ts';
import { SetupError } from '../../setup/setup-error.mjs';
import type { Labels } from '../labels.ts';
import { openClipMaker } from './clip-maker.ts';
import { CLIP_FPS } from './film.ts';

const SIZE = { widthPx: 1280, heightPx: 720, fps: CLIP_FPS };
/** Long enough for three looks at each of six faces. */
const SLIDE_MS = 3000;

export interface Slideshow {
  /** Files, in order. */
  readonly pictures: readonly string[];
  readonly labels: Labels;
}

/** `scenes/` and `labels.json` as `npm run eval` takes them; pictures without labels are left out. @throws SetupError */
export async function readSlideshow(folder: string): Promise<Slideshow> {
  const names = await readLabels(path.join(folder, 'labels.json'));
  const files = await listPictures(path.join(folder, 'scenes'));
  const slides = files.flatMap((file) => {
    const people = names[path.basename(file)];
    return people === undefined || people.length === 0 ? [] : [{ file, people }];
  });
  if (slides.length === 0) throw new SetupError(`${folder} holds no pictures that its labels.json names.`);
  const scenes = slides.map(({ people }, index) => ({
    fromMs: index * SLIDE_MS,
    toMs: (index + 1) * SLIDE_MS,
    people,
  }));
  return { pictures: slides.map(({ file }) => file), labels: { kind: 'order', scenes } };
}

export async function writeSlideshow(
  browser: Browser,
  extensionId: string,
  { pictures }: Slideshow,
  file: string,
): Promise<void> {
  const maker = await openClipMaker(browser, extensionId, pictures);
  try {
    const frames = (SLIDE_MS / 1000) * CLIP_FPS;
    const shots = pictures.flatMap((picture) =>
      Array.from({ length: frames }, () => ({ picture: path.basename(picture) })),
    );
    await maker.draw(shots, SIZE, file);
  } finally {
    await maker.close();
  }
}
