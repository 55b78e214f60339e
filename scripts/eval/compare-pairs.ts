/** @file `--pairs`: is it the same person? The face of a picture is its largest one. */
import type { LabelledPair } from './pairs-file.ts';
import type { FindPicture } from './picture-names.ts';
import type { Product, Seen, SeenFace } from '../browser/product.ts';
import type { Progress } from './progress.ts';
import { judgeFor } from './decision.ts';
import type { ScoredPair } from './statistics.ts';
import { describePairs, type VerificationResult } from './verification.ts';

export interface PairsResult extends VerificationResult {
  /** Files in which no face was found. Their pairs are not among `pairs`. */
  readonly noFace: readonly string[];
  /** Files that are missing or no pictures. Their pairs are not among `pairs` either. */
  readonly unreadable: readonly string[];
  readonly skippedPairs: number;
}

const MISSING: Seen = { kind: 'unreadable' };

export async function comparePairs(
  product: Product,
  pairs: readonly LabelledPair[],
  find: FindPicture,
  progress: Progress,
): Promise<PairsResult> {
  const files = [...new Set(pairs.flatMap(({ fileX, fileY }) => [fileX, fileY]))];
  const faces = new Map<string, SeenFace>();
  const noFace: string[] = [];
  const unreadable: string[] = [];
  for (const [index, file] of files.entries()) {
    progress.step(index, files.length, file);
    const place = find(file);
    const seen = place === undefined ? MISSING : await product.see(place);
    const face = seen.kind === 'faces' ? largestFace(seen.faces) : undefined;
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
  const judge = judgeFor(product.card, product.metric);
  const scored: ScoredPair[] = pairs.flatMap(({ fileX, fileY, isGenuine }) => {
    const [x, y] = [faces.get(fileX), faces.get(fileY)];
    if (x === undefined || y === undefined) return [];
    return [{ isGenuine, distance: judge.distance(x.embedding, y.embedding) }];
  });
  return {
    ...describePairs(scored, product.card, product.metric),
    noFace,
    unreadable,
    skippedPairs: pairs.length - scored.length,
  };
}

export function largestFace(faces: readonly SeenFace[]): SeenFace | undefined {
  const area = ({ box }: SeenFace): number => box.width * box.height;
  return faces.reduce<SeenFace | undefined>(
    (largest, face) => (largest === undefined || area(face) > area(largest) ? face : largest),
    undefined,
  );
}
