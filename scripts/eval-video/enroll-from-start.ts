/** @file People enrolled from the first seconds of the video itself, as somebody would who pauses it and names who is there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Product, SeenFace } from '../browser/product.ts';
import { SetupError } from '../setup/setup-error.mjs';
import { UNKNOWN } from '../../src/core/matching/verdict.ts';
import { judgeFrames } from './judge-frames.ts';
import type { Labels } from './labels.ts';
import type { OpenVideo } from './video-run.ts';

/** As many samples of a person as the product takes from a tab. */
const PICTURES = 5;

/** @returns whom the product took, by the labels' names. @throws SetupError when it took nobody */
export async function enrollFromStart(
  product: Pick<Product, 'see' | 'enroll'>,
  video: OpenVideo,
  seconds: number,
  labels: Labels,
): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nametag-eval-video-'));
  const enrolled = new Set<string>();
  try {
    const times = Array.from({ length: PICTURES }, (_, index) => ((index + 0.5) / PICTURES) * seconds);
    for (const [index, { timeMs, png }] of (await video.grab(times)).entries()) {
      const file = path.join(folder, `${String(index)}.png`);
      await writeFile(file, Buffer.from(png, 'base64'));
      const seen = await product.see(file);
      if (seen.kind !== 'faces') continue;
      for (const { face, name } of namesIn(seen.faces, timeMs, labels)) {
        if (await product.enroll(face, name)) enrolled.add(name);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  if (enrolled.size === 0)
    throw new SetupError('Nobody whom the labels name could be enrolled from the first seconds.');
  return [...enrolled];
}

function namesIn(
  faces: readonly SeenFace[],
  timeMs: number,
  labels: Labels,
): { face: number; name: string }[] {
  const asSeen = faces.map(({ box }, index) => ({ track: index, person: index, box, verdict: UNKNOWN }));
  const [judged] = judgeFrames([{ timeMs, faces: asSeen, looked: [] }], labels);
  // Who stands where is sure only where everybody was found.
  if (labels.kind === 'order' && judged?.people.some(({ face }) => face === undefined)) return [];
  return (judged?.people ?? []).flatMap(({ name, face, isOccluded }) =>
    face === undefined || isOccluded ? [] : [{ face: face.track, name }],
  );
}
