/** @file What storage and registry together say of models that were in use before; see [Note: No way back]. */
import { isOwnModelId } from '../core/own-model/own-model-id.ts';
import type { Configuration } from '../protocol/background-messages.ts';
import type { FormerModel } from '../protocol/model-messages.ts';
import type { ModelEntry, ModelRegistry } from './model-registry.ts';

type Models = Pick<ModelRegistry, 'all' | 'find'>;

/** The one that recognized last; of a gallery from before that was stored, the one that knows most of its samples. */
export function firstModel(
  registry: Models,
  { activeModelId, anchors }: Configuration,
  wanted: ModelEntry,
): ModelEntry {
  const counts = registry.all().map((entry) => ({
    entry,
    count: anchors
      .flatMap(({ samples }) => samples)
      .filter(({ embeddings }) => Object.hasOwn(embeddings, entry.card.id)).length,
  }));
  const best = counts.reduce((most, one) => (one.count > most.count ? one : most), {
    entry: wanted,
    count: 0,
  });
  return registry.find(activeModelId) ?? best.entry;
}

/** What became of the model whose embeddings are complete, when it is not the one in use. */
export function formerModel(
  registry: Models,
  { activeModelId }: Configuration,
  inUseId: string,
): FormerModel | undefined {
  if (activeModelId === null || activeModelId === inUseId) return undefined;
  const isPartOfNametag = registry.find(activeModelId) !== undefined || isOwnModelId(activeModelId);
  return isPartOfNametag ? 'broken' : 'gone';
}

/**
 * Models that are gone, and whose embeddings lie beside one by the model in use. A person's own model may come back with its
 * file; one that the package no longer has does not.
 */
export function replacedModels(
  registry: Models,
  { anchors, rejections }: Configuration,
  inUseId: string,
): string[] {
  const ids = new Set<string>();
  for (const { embeddings } of [...anchors.flatMap(({ samples }) => samples), ...rejections]) {
    if (Object.hasOwn(embeddings, inUseId)) for (const id of Object.keys(embeddings)) ids.add(id);
  }
  return [...ids].filter((id) => registry.find(id) === undefined && !isOwnModelId(id));
}
