/** @file People enrolled from the first seconds of the video itself, as somebody would who pauses it and names who is there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UNKNOWN } from '../../src/core/matching/verdict.ts';
import type { Product, SeenFace } from '../browser/product.ts';
import { SetupError } from '../setup/setup-error.mjs';
import { judgeFrames } from './judge-frames.ts';
import { labelledNames, type Labels } from './labels.ts';
import type { OpenVideo } from './video-run.ts';

/** Frames that are looked at: people blink and turn away. */
const PICTURES = 12;
/** As many samples of a person as the product takes from a tab. */
const SAMPLES = 5;

export interface EnrolledFromStart {
  /** Whom the product took, by the labels' names. */
  readonly enrolled: readonly string[];
  /** Of whom it saw no face that was clear enough. */
  readonly missed: readonly string[];
}

/** @throws SetupError when the product took nobody */
export async function enrollFromStart(
  product: Pick<Product, 'see' | 'enroll'>,
  video: OpenVideo,
  seconds: number,
  labels: Labels,
): Promise<EnrolledFromStart> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nametag-eval-video-'));
  const samples = new Map<string, number>();
  try {
    const times = Array.from({ length: PICTURES }, (_, index) => ((index + 0.5) / PICTURES) * seconds);
    for (const [index, { timeMs, png }] of (await video.grab(times)).entries()) {
      const file = path.join(folder, `${String(index)}.png`);
      await writeFile(file, Buffer.from(png, 'base64'));
      const seen = await product.see(file);
      if (seen.kind !== 'faces') continue;
      for (const { face, name } of namesIn(seen.faces, timeMs, labels)) {
        const count = samples.get(name) ?? 0;
        if (count < SAMPLES && (await product.enroll(face, name))) samples.set(name, count + 1);
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  if (samples.size === 0)
    throw new SetupError('The first seconds show nobody clearly enough to be enrolled whom the labels name.');
  const enrolled = [...samples.keys()];
  return { enrolled, missed: labelledNames(labels).filter((name) => !samples.has(name)) };
}

function namesIn(
  faces: readonly SeenFace[],
  timeMs: number,
  labels: Labels,
): { face: number; name: string }[] {
  const asSeen = faces.map(({ box }, index) => ({ track: index, person: index, box, verdict: UNKNOWN }));
  const [judged] = judgeFrames([{ timeMs, durationMs: 0, faces: asSeen, looked: [] }], labels);
  // Who stands where is sure only where as many faces were found as there are people.
  if (labels.kind === 'order' && faces.length !== judged?.people.length) return [];
  return (judged?.people ?? []).flatMap(({ name, face, isOccluded }) =>
    face === undefined || isOccluded ? [] : [{ face: face.track, name }],
  );
}
