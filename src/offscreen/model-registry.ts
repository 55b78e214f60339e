/** @file The models there are: those of the package, and those that the person brought. */
import { FaultError, toFault } from '../core/errors/fault.ts';
import { logFault } from '../platform/log.ts';
import { OWN_MODELS_FOLDER, listOwnCards } from '../platform/own-models.ts';
import { parseEmbedderCard, type EmbedderCard } from '../recognition/model-card.ts';
import type { ModelSource } from '../recognition/workers/model-file.ts';

export interface ModelEntry {
  readonly card: EmbedderCard;
  readonly source: ModelSource;
  readonly isOwn: boolean;
}

/** Cards of the models that were built, written by the build. */
const CARDS_URL = '/models/cards.json';
/** Of the models of the package, the first of these that was built is the default. */
const PREFERENCE = ['facenet-512-vggface2', 'facenet-128', 'faceplugin3'];

export class ModelRegistry {
  #packaged: readonly ModelEntry[] = [];
  #own: readonly ModelEntry[] = [];

  /** @throws FaultError `model-missing` when the package holds no face model. */
  async load(): Promise<void> {
    const packaged = readCards(await packagedCards()).map((card) => ({
      card,
      source: { kind: 'package' as const, url: new URL(`/models/${card.file}`, location.href).href },
      isOwn: false,
    }));
    if (packaged.length === 0) throw new FaultError('model-missing', 'no card');
    // Without private files the models of the package go on working.
    await this.refreshOwn().catch((error: unknown) => {
      logFault(toFault(error, 'storage-failed'));
    });
    // All at once: a person's own model that is still being looked for must not pass for one that is gone.
    this.#packaged = packaged;
  }

  /** Looks again at what the person brought. */
  async refreshOwn(): Promise<void> {
    this.#own = readCards(await listOwnCards()).map((card) => ({
      card,
      source: { kind: 'own', path: [OWN_MODELS_FOLDER, card.file] },
      isOwn: true,
    }));
  }

  /** None before `load` is done. */
  all(): readonly ModelEntry[] {
    if (this.#packaged.length === 0) return [];
    return [...this.#packaged, ...this.#own];
  }

  find(modelId: string | null): ModelEntry | undefined {
    return this.all().find(({ card }) => card.id === modelId);
  }

  /** @throws FaultError `model-missing` before `load`. */
  default(): ModelEntry {
    const preferred = PREFERENCE.flatMap((id) => this.#packaged.filter(({ card }) => card.id === id));
    const entry = preferred[0] ?? this.#packaged[0];
    if (entry === undefined) throw new FaultError('model-missing', 'no card');
    return entry;
  }
}

/** Chrome rejects the request for a file that the package lacks. */
async function packagedCards(): Promise<unknown> {
  try {
    return await (await fetch(CARDS_URL)).json();
  } catch {
    return [];
  }
}

/** A card that cannot be read is left out: the other models go on working. */
function readCards(values: unknown): EmbedderCard[] {
  if (!Array.isArray(values)) return [];
  return values.flatMap((value: unknown) => {
    try {
      return [parseEmbedderCard(value)];
    } catch (error) {
      logFault(toFault(error, 'model-damaged'));
      return [];
    }
  });
}
