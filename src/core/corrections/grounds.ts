/** @file Why the recognizer had given a face the name that the person contradicts. */
import { euclideanDistance } from '../embedding/embedding.ts';
import { toMetricSpace } from '../embedding/metric.ts';
import { isSameName } from '../gallery/anchor.ts';
import type { Gallery } from '../gallery/gallery.ts';
import type { MatchLimits } from '../matching/limits.ts';
import { matchLooks, type Look } from '../matching/match-looks.ts';
import type { Grounds } from './correction.ts';

/** Undefined when the anchor has no sample that the network in use knows. */
export function groundsOf(
  looks: readonly Look[],
  anchorId: string,
  gallery: Gallery,
  limits: MatchLimits,
): Grounds | undefined {
  const entry = gallery.entries.find((one) => one.anchorId === anchorId);
  if (entry === undefined) return undefined;
  let nearest: Grounds | undefined;
  for (const look of looks) {
    const probe = toMetricSpace(look.embedding, gallery.metric);
    entry.embeddings.forEach((embedding, index) => {
      const [distance, sampleId] = [euclideanDistance(probe, embedding), entry.sampleIds[index]];
      if (sampleId !== undefined && distance < (nearest?.distance ?? Infinity))
        nearest = { sampleId, distance };
    });
  }
  if (nearest === undefined) return undefined;
  // A namesake is the same person to whoever named them.
  const others = gallery.entries.filter(({ name }) => !isSameName(name, entry.name));
  const next = matchLooks(looks, { ...gallery, entries: others });
  if (next === undefined || next.entry.isNeverNamed || next.distance > limits.enterMaxDistance)
    return nearest;
  const { entry: runnerUp, distance } = next;
  return { ...nearest, runnerUp: { anchorId: runnerUp.anchorId, name: runnerUp.name, distance } };
}
