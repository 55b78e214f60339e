/** @file `--npm-pictures`: strangers who were photographed alike, from pictures that everybody has who builds this. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MIN_QUALITY } from '../../src/core/quality/face-quality.ts';
import { largestFace } from './choose-face.ts';
import { describeImpostors, type ImpostorFigures } from './impostors.ts';
import { pairsOf } from './known-faces.ts';
import { createPairScorer } from './pair-score.ts';
import type { Product, SeenFace } from '../browser/product.ts';
import type { Progress } from './progress.ts';
import { describePairs, type VerificationResult } from './verification.ts';

const FOLDER = fileURLToPath(new URL('../../node_modules/@vladmandic/face-api/demo', import.meta.url));
const PICTURES = ['sample1', 'sample2', 'sample3', 'sample4', 'sample5', 'sample6'];
/** The fair woman at the right of the first picture is the one in the middle of the third. */
const SAME_WOMAN = { sample1: 'last', sample3: 'middle' } as const;

export interface NpmPicturesResult extends VerificationResult {
  readonly faces: number;
  /** Faces that are too small, blurred or dark for the product to name: not among the pairs. */
  readonly notClear: number;
  /** In the metric's space. */
  readonly impostors: ImpostorFigures;
}

export async function compareNpmPictures(
  product: Product,
  people: ReadonlyMap<string, readonly string[]>,
  progress: Progress,
): Promise<NpmPicturesResult> {
  const faces: { person: string; face: SeenFace }[] = [];
  for (const [index, picture] of PICTURES.entries()) {
    progress.step(index, PICTURES.length, picture);
    const seen = await product.see(path.join(FOLDER, `${picture}.jpg`));
    const found = seen.kind === 'faces' ? [...seen.faces].sort((a, b) => a.box.x - b.box.x) : [];
    const which = SAME_WOMAN[picture as keyof typeof SAME_WOMAN] as 'last' | 'middle' | undefined;
    const same = which === 'last' ? found.length - 1 : which === 'middle' ? Math.floor(found.length / 2) : -1;
    for (const [at, face] of found.entries()) {
      faces.push({ person: at === same ? 'fair woman' : `${picture} ${String(at)}`, face });
    }
  }
  for (const [person, files] of people) {
    for (const [index, file] of files.entries()) {
      progress.step(index, files.length, file);
      const seen = await product.see(file);
      const face = seen.kind === 'faces' ? largestFace(seen.faces) : undefined;
      if (face !== undefined) faces.push({ person, face });
    }
  }
  const clear = faces.filter(({ face }) => face.quality >= MIN_QUALITY);
  const { distance } = createPairScorer(product.card, product.metric);
  return {
    faces: faces.length,
    notClear: faces.length - clear.length,
    ...describePairs(pairsOf(clear, distance), product.card, product.metric),
    impostors: describeImpostors(clear, distance),
  };
}
