/** @file The people of a configuration as one model sees them: their embeddings by it, in a metric's space. */
import { isAgainst } from '../core/corrections/correction.ts';
import { toMetricSpace, type Metric } from '../core/embedding/metric.ts';
import type { GalleryEntry } from '../core/gallery/gallery.ts';
import { ownLimits } from '../core/matching/look-alikes.ts';
import type { GalleryStudy } from '../core/matching/study-gallery.ts';
import type { Configuration } from '../protocol/background-messages.ts';
import type { EmbedderCard } from '../recognition/model-card.ts';

/** Without limits of their own, which follow from a study of all of them. */
export function entriesFor(
  card: EmbedderCard,
  metric: Metric,
  { anchors, rejections }: Pick<Configuration, 'anchors' | 'rejections'>,
): readonly GalleryEntry[] {
  const inSpace = (embeddings: Readonly<Record<string, Float32Array>>): Float32Array[] => {
    const embedding = embeddings[card.id];
    // A record of another length belongs to another network, whatever its model id claims.
    return embedding?.length === card.output.dimension ? [toMetricSpace(embedding, metric)] : [];
  };
  return anchors.map(({ anchorId, name, isNeverNamed, samples }) => {
    const known = samples.flatMap(({ sampleId, embeddings }) =>
      inSpace(embeddings).map((embedding) => ({ sampleId, embedding })),
    );
    return {
      anchorId,
      name,
      isNeverNamed,
      maxDistance: Infinity,
      embeddings: known.map(({ embedding }) => embedding),
      sampleIds: known.map(({ sampleId }) => sampleId),
      // Whoever is enrolled anew under the name is still not this face.
      rejected: rejections
        .filter((one) => isAgainst(one, { anchorId, name }))
        .flatMap(({ embeddings }) => inSpace(embeddings)),
    };
  });
}

/** With the limits of those whom somebody looks like. */
export function withOwnLimits(
  entries: readonly GalleryEntry[],
  { lookAlikes }: GalleryStudy,
): readonly GalleryEntry[] {
  const limits = ownLimits(lookAlikes);
  return entries.map((entry) => {
    const maxDistance = limits.get(entry.anchorId);
    return maxDistance === undefined ? entry : { ...entry, maxDistance };
  });
}
