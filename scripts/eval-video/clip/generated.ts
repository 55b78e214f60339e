/** @file The generated clip as files: the video, its labels, and a folder with pictures of the people to enroll. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import type { BoundingBox } from '../../../src/core/geometry/bounding-box.ts';
import { PHOTOS, type PhotoName } from '../../demo/truth.ts';
import type { Labels } from '../labels.ts';
import { openClipMaker } from './clip-maker.ts';
import { CLIP_FPS, CLIP_PEOPLE, planClip, type ClipName } from './film.ts';

const DEMO = fileURLToPath(new URL('../../../node_modules/@vladmandic/face-api/demo', import.meta.url));
export const CLIP_SIZE = { widthPx: 1280, heightPx: 720 };
/** The face with hair and shoulders, but without its neighbours. */
const PORTRAIT_FACTOR = 1.6;

export interface ClipFiles {
  /** The video. */
  readonly input: string;
  readonly labels: string | undefined;
  readonly anchors: string | undefined;
}

export async function writeGeneratedClip(
  browser: Browser,
  extensionId: string,
  name: ClipName,
  files: ClipFiles,
  format: { readonly widthPx: number; readonly heightPx: number; readonly codec?: 'vp8' | 'vp9' } = CLIP_SIZE,
): Promise<Labels> {
  const { shots, labels } = planClip(name);
  const photos = [...new Set(shots.map(({ picture }) => picture))];
  const all = [...new Set([...photos, ...CLIP_PEOPLE.map(({ photo }) => `${photo}.jpg`)])];
  const maker = await openClipMaker(
    browser,
    extensionId,
    all.map((photo) => path.join(DEMO, photo)),
  );
  try {
    if (files.anchors !== undefined) {
      await mkdir(files.anchors, { recursive: true });
      for (const person of CLIP_PEOPLE) {
        const file = path.join(files.anchors, `${person.name}.png`);
        await maker.cut(`${person.photo}.jpg`, portraitOf(person.photo, person.name), file);
      }
    }
    await maker.draw(shots, { ...format, fps: CLIP_FPS }, files.input);
  } finally {
    await maker.close();
  }
  if (files.labels !== undefined) await writeFile(files.labels, `${JSON.stringify(asFile(labels))}\n`);
  return labels;
}

function portraitOf(photo: PhotoName, person: string): BoundingBox {
  const face = PHOTOS[photo].faces.find((one) => one.person === person);
  if (face === undefined) throw new Error(`${person} is not in ${photo}.`);
  const [width, height] = [face.box.width * PORTRAIT_FACTOR, face.box.height * PORTRAIT_FACTOR];
  return {
    x: face.box.x + face.box.width / 2 - width / 2,
    y: face.box.y + face.box.height / 2 - height / 2,
    width,
    height,
  };
}

/** In the form that `parseLabels` reads. */
function asFile({ moments }: Labels & { kind: 'boxes' }): object {
  return {
    frames: moments.map(({ at, faces }) => ({
      timeMs: at,
      faces: faces.map(({ name, box, isOccluded }) => ({
        name,
        box,
        ...(isOccluded ? { occluded: true } : {}),
      })),
    })),
  };
}
