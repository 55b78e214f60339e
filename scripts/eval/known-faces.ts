/** @file Faces whose person is known, and the gallery that the product would have of them. Pure. */
import { judgeStill } from '../../src/core/matching/evidence.ts';
import { MAX_SAMPLES_PER_ANCHOR } from '../../src/core/gallery/anchor.ts';
import { entryOf, type Gallery } from '../../src/core/gallery/gallery.ts';
import { toMetricSpace, type Metric } from '../../src/core/embedding/metric.ts';
import { MIN_QUALITY } from '../../src/core/quality/face-quality.ts';
import type { EmbedderCard } from '../../src/recognition/model-card.ts';
import { judgeFor } from './decision.ts';
import type { ScoredPair } from './statistics.ts';

export interface KnownFace {
  readonly person: string;
  /** File name, for the report. */
  readonly file: string;
  readonly face: { readonly embedding: Float32Array; readonly quality: number };
}

/**
 * Leave one person out: the faces that get somebody else's name when their own person is not enrolled, by the product's own
 * decision at its default.
 */
export function findFalseNames(
  probes: readonly KnownFace[],
  enrolled: readonly KnownFace[],
  card: EmbedderCard,
  metric: Metric,
): { readonly probe: KnownFace; readonly name: string }[] {
  const { limits } = judgeFor(card, metric);
  return probes.flatMap((probe) => {
    // As the product does with a picture: see src/offscreen/panel.ts.
    if (probe.face.quality < MIN_QUALITY) return [];
    const others = enrolled.filter(({ person }) => person !== probe.person);
    const verdict = judgeStill(probe.face, galleryOf(others, card.id, metric), limits);
    return verdict.kind === 'named' ? [{ probe, name: verdict.name }] : [];
  });
}

function galleryOf(faces: readonly KnownFace[], modelId: string, metric: Metric): Gallery {
  const people = [...new Set(faces.map(({ person }) => person))];
  const entries = people.map((person) => {
    const own = faces.filter((one) => one.person === person).slice(-MAX_SAMPLES_PER_ANCHOR);
    return entryOf(
      person,
      person,
      own.map(({ face }) => toMetricSpace(face.embedding, metric)),
    );
  });
  return { revision: 1, modelId, metric, entries };
}

/** Each face with each other one. */
export function pairsOf(
  faces: readonly Pick<KnownFace, 'person' | 'face'>[],
  distance: (a: Float32Array, b: Float32Array) => number,
): ScoredPair[] {
  return faces.flatMap((one, index) =>
    faces.slice(index + 1).map((other) => ({
      isGenuine: one.person === other.person,
      distance: distance(one.face.embedding, other.face.embedding),
    })),
  );
}
