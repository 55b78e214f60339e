/** @file One video: its people enrolled, every frame recognised, the answers scored. */
import path from 'node:path';
import type { Product } from '../browser/product.ts';
import { enrollAnchors, type AnchorPicture } from '../label/anchor-folder.ts';
import type { ProgressBar } from '../label/progress-bar.ts';
import { SetupError } from '../setup/setup-error.mjs';
import { enrollFromStart } from './enroll-from-start.ts';
import type { EvaluatedFrame } from './frames.ts';
import type { Labels } from './labels.ts';
import { scoreVideo, type VideoScore } from './score.ts';
import { openVideo } from './video-run.ts';

export interface VideoCase {
  readonly input: string;
  readonly anchors: readonly AnchorPicture[];
  readonly labels: Labels | undefined;
  readonly enrollFromStartS: number | undefined;
  readonly fromS: number | undefined;
  readonly toS: number | undefined;
}

export interface VideoResult {
  readonly score: VideoScore;
  readonly frames: readonly EvaluatedFrame[];
}

/** @throws SetupError for a file or folder that cannot be used */
export async function evaluateVideo(
  product: Product,
  { input, anchors, labels, enrollFromStartS, ...part }: VideoCase,
  bar: ProgressBar,
): Promise<VideoResult> {
  if (labels?.kind === 'boxes' && labels.unit === 'frame' && (part.fromS ?? enrollFromStartS ?? 0) > 0)
    throw new SetupError('Labels by the number of a frame need the whole video: use "timeMs".');
  const video = await openVideo(product.browser, product.extensionId, input);
  try {
    const enrolled = await enrollPictures(product, anchors, bar);
    if (enrollFromStartS !== undefined && labels !== undefined) {
      bar.show('enrolling', 0, 'from the first seconds');
      const fromStart = await enrollFromStart(product, video, enrollFromStartS, labels);
      enrolled.push(...fromStart.enrolled);
      for (const name of fromStart.missed)
        bar.say(`! The first seconds do not show ${name} clearly enough to be enrolled.`);
    }
    const fromS = Math.max(part.fromS ?? 0, enrollFromStartS ?? 0);
    const toS = Math.min(part.toS ?? Infinity, video.facts.durationS);
    if (fromS >= toS) throw new SetupError(`${input} is only ${video.facts.durationS.toFixed(1)} s long.`);
    const frames = await video.recognize({ fromS, toS }, ({ timeMs }) => {
      const atS = timeMs / 1000;
      bar.show(path.basename(input), (atS - fromS) / (toS - fromS), `${atS.toFixed(1)} s`);
    });
    return { score: scoreVideo(frames, labels, enrolled), frames };
  } finally {
    await video.close();
  }
}

async function enrollPictures(
  product: Product,
  pictures: readonly AnchorPicture[],
  bar: ProgressBar,
): Promise<string[]> {
  const problems = await enrollAnchors(product, pictures, (done) => {
    bar.show('anchors', done / pictures.length, `${String(done)} of ${String(pictures.length)}`);
  });
  for (const sentence of problems) bar.say(`! ${sentence}`);
  return [...new Set(pictures.map(({ name }) => name))];
}
