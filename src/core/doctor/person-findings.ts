/** @file Findings about how a person was enrolled: too few pictures, or all of one view. Each names everybody whom it concerns. */
import { euclideanDistance } from '../embedding/embedding.ts';
import type { GalleryEntry } from '../gallery/gallery.ts';
import { MAX_LISTED, type FindingKind, type WeighedFinding } from './finding.ts';

/** From three on, one bad picture no longer decides. */
const ENOUGH_SAMPLES = 3;
/**
 * Of the model's default distance, as the mean of all pairs: below what any two pictures of different days had, 0.52. Five
 * such pictures lie at 0.69 to 0.92: see docs/accuracy.md.
 */
const ONE_VIEW_SHARE = 0.5;

export function fewPicturesFinding(entries: readonly GalleryEntry[]): readonly WeighedFinding[] {
  const few = entries.filter(
    ({ embeddings, isNeverNamed }) => embeddings.length < ENOUGH_SAMPLES && !isNeverNamed,
  );
  return forAll('few-pictures', few);
}

export function oneViewFinding(
  entries: readonly GalleryEntry[],
  maxDistance: number,
): readonly WeighedFinding[] {
  const narrow = entries.filter((entry) => !entry.isNeverNamed && isOneView(entry, maxDistance));
  return forAll('one-view', narrow);
}

/** Whether an anchor's samples, three or more, are all much alike. */
export function isOneView({ embeddings }: GalleryEntry, maxDistance: number): boolean {
  return embeddings.length >= ENOUGH_SAMPLES && meanDistance(embeddings) < ONE_VIEW_SHARE * maxDistance;
}

function forAll(kind: FindingKind, entries: readonly GalleryEntry[]): readonly WeighedFinding[] {
  if (entries.length === 0) return [];
  return [
    {
      weight: entries.length,
      finding: {
        kind,
        severity: 'tip',
        anchorIds: entries.slice(0, MAX_LISTED).map(({ anchorId }) => anchorId),
        people: entries.length,
        samples: [],
        resembled: [],
        remedies: [{ kind: 'collect' }],
      },
    },
  ];
}

function meanDistance(embeddings: readonly Float32Array[]): number {
  let [sum, pairs] = [0, 0];
  for (const [a, one] of embeddings.entries()) {
    for (const other of embeddings.slice(a + 1)) {
      sum += euclideanDistance(one, other);
      pairs++;
    }
  }
  return pairs > 0 ? sum / pairs : 0;
}
