/** @file `--pairs`: is it the same person? */
import type { Product, Seen, SeenFace } from '../browser/product.ts';
import { chooseFace, type FaceChoice } from './choose-face.ts';
import { describeFolds, whyNoFolds, type Folds } from './folds.ts';
import { createPairScorer } from './pair-score.ts';
import type { LabelledPair } from './pairs-file.ts';
import type { FindPicture } from './picture-names.ts';
import type { Progress } from './progress.ts';
import { sortedDistances, trueAcceptsAtFmr3, type ScoredPair } from './statistics.ts';
import { describePairs, type VerificationResult } from './verification.ts';

export interface PairsResult extends VerificationResult {
  /** Files in which no face was found. Their pairs are not among `pairs`. */
  readonly noFace: readonly string[];
  /** Files that are missing or no pictures. Their pairs are not among `pairs` either. */
  readonly unreadable: readonly string[];
  readonly skippedPairs: number;
  /** Of a list in LFW's order. */
  readonly folds: Folds | null;
  /** Why there are none. */
  readonly foldsNote?: string;
  /** See `trueAcceptsAtFmr3` in statistics.ts. */
  readonly trueAcceptsAtFmr3: number | null;
}

const MISSING: Seen = { kind: 'unreadable' };

export async function comparePairs(
  product: Product,
  pairs: readonly LabelledPair[],
  find: FindPicture,
  progress: Progress,
  choice: FaceChoice = 'largest',
): Promise<PairsResult> {
  const files = [...new Set(pairs.flatMap(({ fileX, fileY }) => [fileX, fileY]))];
  const faces = new Map<string, SeenFace>();
  const noFace: string[] = [];
  const unreadable: string[] = [];
  for (const [index, file] of files.entries()) {
    progress.step(index, files.length, file);
    const place = find(file);
    const seen = place === undefined ? MISSING : await product.see(place);
    const face = chooseFace(seen, choice);
    if (face !== undefined) {
      faces.set(file, face);
    } else if (seen.kind === 'unreadable') {
      unreadable.push(file);
      progress.warn(place === undefined ? `${file} is not there.` : `${file} cannot be read as a picture.`);
    } else {
      noFace.push(file);
      progress.warn(`No face was found in ${file}.`);
    }
  }
  const scorer = createPairScorer(product.card, product.metric);
  const perPair = pairs.map(({ fileX, fileY, isGenuine }): ScoredPair | undefined => {
    const [x, y] = [faces.get(fileX), faces.get(fileY)];
    if (x === undefined || y === undefined) return undefined;
    return { isGenuine, distance: scorer.distance(x.embedding, y.embedding) };
  });
  const scored = perPair.filter((pair) => pair !== undefined);
  const { genuine, impostor } = sortedDistances(scored);
  return {
    ...describePairs(scored, product.card, product.metric),
    noFace,
    unreadable,
    skippedPairs: pairs.length - scored.length,
    ...foldsOf(pairs, perPair),
    trueAcceptsAtFmr3: rounded(trueAcceptsAtFmr3(genuine, impostor)),
  };
}

function foldsOf(
  pairs: readonly LabelledPair[],
  scored: readonly (ScoredPair | undefined)[],
): Pick<PairsResult, 'folds' | 'foldsNote'> {
  const reason = whyNoFolds(pairs);
  if (reason !== undefined) return { folds: null, foldsNote: reason };
  const folds = describeFolds(scored);
  if (folds !== null) return { folds };
  return { folds, foldsNote: 'There are no folds: one of them has no pair that could be compared.' };
}

function rounded(share: number | null): number | null {
  return share === null ? null : Math.round(share * 1e6) / 1e6;
}
