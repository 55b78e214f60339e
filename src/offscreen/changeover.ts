/**
 * @file Keeps the model in use equal to the chosen one, and every sample embedded by it.
 * [Note: Changeover] While the chosen model is another than the one in use, the latter goes on naming people. The chosen
 * one is opened beside it and embeds the stored crops, each stored as soon as it is made; when none is missing, it takes
 * over. Which model is in use is stored too: a browser that is killed half-way starts with that one and goes on with what
 * is still missing. Embeddings of other models stay, so the way back takes no time.
 */
import { FaultError, toFault, type Fault } from '../core/errors/fault.ts';
import { logFault } from '../platform/log.ts';
import { askBackground } from '../platform/messenger.ts';
import { configurationSchema, type Configuration } from '../protocol/background-messages.ts';
import { parseMessage } from '../protocol/schemas.ts';
import type { Embedder } from '../recognition/workers/embedder.ts';
import type { Engine } from './engine.ts';
import type { Knowledge } from './knowledge.ts';
import type { ModelEntry, ModelRegistry } from './model-registry.ts';

export interface ChangeoverProgress {
  readonly model: ModelEntry;
  /** Samples. */
  readonly done: number;
  readonly total: number;
}

export interface ChangeoverContext {
  readonly engine: Engine;
  readonly registry: ModelRegistry;
  readonly knowledge: Knowledge;
  /** A fresh configuration is in force, or another model. */
  onChanged(): void;
}

/** The chosen model is not the one that was being opened any more. */
class Superseded extends Error {}

export class Changeover {
  readonly #context: ChangeoverContext;
  #progress: ChangeoverProgress | undefined;
  /** The model that could not be taken, so that it is not tried again with every change of the gallery. */
  #failed: { readonly modelId: string; readonly fault: Fault } | undefined;
  #isRunning = false;
  #isDue = false;

  constructor(context: ChangeoverContext) {
    this.#context = context;
  }

  get progress(): ChangeoverProgress | undefined {
    return this.#progress;
  }

  /** Why the chosen model is not in use. */
  get failure(): { readonly modelId: string; readonly fault: Fault } | undefined {
    return this.#failed;
  }

  wanted(): ModelEntry {
    const { registry, knowledge } = this.#context;
    return registry.find(knowledge.configuration.settings.modelId) ?? registry.default();
  }

  /** Call after every change of the configuration or of the registry. */
  reconcile(): void {
    this.#isDue = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run().finally(() => {
      this.#isRunning = false;
      if (this.#isDue) this.reconcile();
    });
  }

  /** Forgets a failure, so that the chosen model is tried once more. */
  retry(): void {
    this.#failed = undefined;
    this.reconcile();
  }

  async #run(): Promise<void> {
    this.#isDue = false;
    const release = this.#context.engine.hold();
    try {
      await this.#step();
    } catch (error) {
      if (!(error instanceof Superseded)) logFault(toFault(error));
    } finally {
      this.#progress = undefined;
      release();
    }
  }

  async #step(): Promise<void> {
    const { engine, knowledge } = this.#context;
    if (engine.model === undefined) {
      const first = this.#firstModel();
      knowledge.use(first.card);
      engine.use(first);
    }
    // Only what is missing ends a rest.
    const embedder = engine.state.kind === 'resting' ? undefined : await this.#embedderInUse();
    const inUse = engine.model;
    if (inUse === undefined) return;
    if (knowledge.configuration.activeModelId !== inUse.card.id) {
      await askBackground('model.activate', { modelId: inUse.card.id });
    }
    if (await this.#fill(inUse, embedder)) await this.#refresh();
    const wanted = this.wanted();
    if (wanted.card.id === inUse.card.id) this.#failed = undefined;
    else if (wanted.card.id !== this.#failed?.modelId) await this.#change(wanted);
  }

  /** A model in use whose file is missing or damaged gives way to the chosen one. */
  async #embedderInUse(): Promise<Embedder> {
    const { engine, knowledge } = this.#context;
    try {
      return (await engine.whenOpen()).embedder;
    } catch (error) {
      const wanted = this.wanted();
      if (!isOfModelFile(error) || wanted.card.id === engine.model?.card.id) throw error;
      knowledge.use(wanted.card);
      engine.use(wanted);
      return (await engine.whenOpen()).embedder;
    }
  }

  async #change(wanted: ModelEntry): Promise<void> {
    const { engine, knowledge } = this.#context;
    const former = engine.model;
    let embedder: Embedder | undefined;
    try {
      this.#progress = { model: wanted, done: 0, total: 0 };
      embedder = await engine.openEmbedder(wanted);
      // Whoever is enrolled meanwhile is embedded by the former model: again until nobody is missing.
      let isAnyNew = true;
      while (isAnyNew) isAnyNew = await this.#fill(wanted, embedder);
      await askBackground('model.activate', { modelId: wanted.card.id });
      const configuration = await freshConfiguration();
      if (this.wanted().card.id !== wanted.card.id) {
        if (former !== undefined) await askBackground('model.activate', { modelId: former.card.id });
        throw new Superseded();
      }
      knowledge.apply(configuration);
      knowledge.use(wanted.card);
      engine.exchange(wanted, embedder);
      this.#failed = undefined;
    } catch (error) {
      embedder?.close();
      if (!(error instanceof Superseded)) {
        this.#failed = { modelId: wanted.card.id, fault: toFault(error, 'recognizer-failed') };
      }
      throw error;
    } finally {
      this.#isDue = true;
      this.#context.onChanged();
    }
  }

  /** Embeds every sample that this model has not embedded yet; returns whether there was any. */
  async #fill(model: ModelEntry, embedder?: Embedder): Promise<boolean> {
    const modelId = model.card.id;
    const { anchors } = await askBackground('samples.missing', { modelId });
    const total = anchors.reduce((sum, { samples }) => sum + samples, 0);
    if (total === 0) return false;
    const open = embedder ?? (await this.#context.engine.whenOpen()).embedder;
    let done = 0;
    let isAnyNew = false;
    for (const { anchorId } of anchors) {
      const { samples } = await askBackground('samples.crops', { modelId, anchorId });
      const embeddings: { sampleId: string; embedding: Float32Array }[] = [];
      for (const { sampleId, cropUrl } of samples) {
        this.#progress = { model, done: done++, total: Math.max(total, done) };
        this.#assertCurrent(modelId);
        const embedding = await embedOrSkip(open, cropUrl);
        if (embedding !== undefined) embeddings.push({ sampleId, embedding });
      }
      if (embeddings.length === 0) continue;
      await askBackground('samples.embedded', { modelId, anchorId, embeddings });
      isAnyNew = true;
    }
    return isAnyNew;
  }

  #assertCurrent(modelId: string): void {
    if (modelId !== this.wanted().card.id && modelId !== this.#context.engine.model?.card.id) {
      throw new Superseded();
    }
  }

  async #refresh(): Promise<void> {
    this.#context.knowledge.apply(await freshConfiguration());
    this.#context.onChanged();
  }

  /** The one that recognised last; of a gallery from before that was stored, the one that knows most of its samples. */
  #firstModel(): ModelEntry {
    const { registry, knowledge } = this.#context;
    const { activeModelId, anchors } = knowledge.configuration;
    const counts = registry.all().map((entry) => ({
      entry,
      count: anchors
        .flatMap(({ samples }) => samples)
        .filter(({ embeddings }) => Object.hasOwn(embeddings, entry.card.id)).length,
    }));
    const best = counts.reduce((most, one) => (one.count > most.count ? one : most), {
      entry: this.wanted(),
      count: 0,
    });
    return registry.find(activeModelId) ?? best.entry;
  }
}

function isOfModelFile(error: unknown): boolean {
  return error instanceof FaultError && (error.code === 'model-missing' || error.code === 'model-damaged');
}

/** A sample whose picture is damaged stays without an embedding by this model; the others go on. */
async function embedOrSkip(embedder: Embedder, cropUrl: string): Promise<Float32Array | undefined> {
  try {
    return await embedder.embedSample(cropUrl);
  } catch (error) {
    if (error instanceof FaultError && error.code === 'record-damaged') return undefined;
    throw error;
  }
}

async function freshConfiguration(): Promise<Configuration> {
  const configuration = parseMessage(configurationSchema, await askBackground('configuration.get', {}));
  if (configuration === undefined) throw new FaultError('message-invalid', 'configuration');
  return configuration;
}
