/**
 * @file Keeps the model in use equal to the chosen one, and every sample embedded by it.
 * [Note: Changeover] While the chosen model is another than the one in use, the latter goes on naming people. The chosen
 * one is opened beside it and embeds the stored crops, each stored as soon as it is made; when none is missing, it takes
 * over. Which model is in use is stored too: a browser that is killed half-way starts with that one and goes on with what
 * is still missing. Embeddings of other models stay, so the way back takes no time.
 * [Note: No way back] After an update, the model that was in use may no longer be there. The next one takes over at once,
 * and people get their names back one after the other while it reads their photos. It counts as the model in use only once
 * none is missing, so a browser that is killed half-way still knows what it is doing. What the gone model made of a face is
 * erased once the new one has embedded that face.
 */
import { FaultError, toFault, type Fault } from '../core/errors/fault.ts';
import { logFault } from '../platform/log.ts';
import { askBackground } from '../platform/messenger.ts';
import type { FormerModel, UnreadablePhotos } from '../protocol/model-messages.ts';
import type { Embedder } from '../recognition/workers/embedder.ts';
import type { Engine } from './engine.ts';
import type { Knowledge } from './knowledge.ts';
import { freshConfiguration, refreshKnowledge } from './fresh-configuration.ts';
import { firstModel, formerModel, replacedModels } from './former-models.ts';
import type { ModelEntry, ModelRegistry } from './model-registry.ts';
import { paced } from './paced.ts';
import { embedOrSkip, unreadablePhotos } from './unreadable-photos.ts';

export interface ChangeoverProgress {
  readonly model: ModelEntry;
  /** Samples. */
  readonly done: number;
  readonly total: number;
  /** Missing when no model is replaced, for example after "Undo". */
  readonly former?: FormerModel;
}

interface FillOptions {
  readonly former: FormerModel | undefined;
  /** Missing: that of the model in use, which is opened when there is work for it. */
  readonly embedder: Embedder | undefined;
  /** Some more samples are stored. */
  readonly onStored?: () => Promise<void>;
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
  /** Ids of samples whose crops are not pictures: tried once in the life of this document. */
  #unreadable: ReadonlySet<string> = new Set();
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

  /** What of the saved people cannot be read; undefined when everything can. */
  unreadable(): UnreadablePhotos | undefined {
    return unreadablePhotos(this.#unreadable, this.#context.knowledge);
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
    this.#unreadable = new Set();
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
      const first = firstModel(this.#context.registry, knowledge.configuration, this.wanted());
      knowledge.use(first.card);
      engine.use(first);
    }
    // Only what is missing ends a rest.
    const embedder = engine.state.kind === 'resting' ? undefined : await this.#embedderInUse();
    const inUse = engine.model;
    if (inUse === undefined) return;
    const former = formerModel(this.#context.registry, knowledge.configuration, inUse.card.id);
    const onStored = former === undefined ? undefined : paced(() => this.#refresh());
    const isAnyNew = await this.#fill(inUse, { former, embedder, ...(onStored && { onStored }) });
    const { activeModelId } = knowledge.configuration;
    if (activeModelId !== inUse.card.id) {
      await askBackground('model.activate', { modelId: inUse.card.id, hasWayBack: former !== 'gone' });
    }
    if (isAnyNew || activeModelId !== inUse.card.id) await this.#refresh();
    await this.#forgetGone(inUse);
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
      this.#progress = { model: wanted, done: 0, total: 0, former: 'naming' };
      embedder = await engine.openEmbedder(wanted);
      // Whoever is enrolled meanwhile is embedded by the former model: again until nobody is missing.
      let isAnyNew = true;
      while (isAnyNew) isAnyNew = await this.#fill(wanted, { former: 'naming', embedder });
      await askBackground('model.activate', { modelId: wanted.card.id, hasWayBack: true });
      const { configuration, unreadable } = await freshConfiguration(knowledge);
      if (this.wanted().card.id !== wanted.card.id) {
        if (former !== undefined) {
          await askBackground('model.activate', { modelId: former.card.id, hasWayBack: true });
        }
        throw new Superseded();
      }
      knowledge.apply(configuration, unreadable);
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
  async #fill(model: ModelEntry, { former, embedder, onStored }: FillOptions): Promise<boolean> {
    const modelId = model.card.id;
    const { anchors } = await askBackground('samples.missing', { modelId });
    let total = anchors.reduce((sum, { samples }) => sum + samples, 0);
    const unreadable = new Set<string>();
    let done = 0;
    let isAnyNew = false;
    for (const { anchorId } of anchors) {
      const { samples } = await askBackground('samples.crops', { modelId, anchorId });
      const embeddings: { sampleId: string; embedding: Float32Array }[] = [];
      for (const { sampleId, cropUrl } of samples) {
        if (this.#unreadable.has(sampleId)) {
          unreadable.add(sampleId);
          total--;
          continue;
        }
        this.#progress = {
          model,
          done: done++,
          total: Math.max(total, done),
          ...(former === undefined ? {} : { former }),
        };
        this.#assertCurrent(modelId);
        const open = embedder ?? (await this.#context.engine.whenOpen()).embedder;
        const embedding = await embedOrSkip(open, cropUrl);
        if (embedding === undefined) unreadable.add(sampleId);
        else embeddings.push({ sampleId, embedding });
      }
      if (embeddings.length === 0) continue;
      await askBackground('samples.embedded', { modelId, anchorId, embeddings });
      isAnyNew = true;
      await onStored?.();
    }
    this.#setUnreadable(unreadable);
    return isAnyNew;
  }

  /** Those of samples that are gone, or that could be read after all, go. */
  #setUnreadable(unreadable: ReadonlySet<string>): void {
    const before = this.#unreadable;
    if (before.size === unreadable.size && [...before].every((id) => unreadable.has(id))) return;
    this.#unreadable = unreadable;
    this.#context.onChanged();
  }

  async #forgetGone({ card }: ModelEntry): Promise<void> {
    const { registry, knowledge } = this.#context;
    const gone = replacedModels(registry, knowledge.configuration, card.id);
    if (gone.length === 0) return;
    await askBackground('embeddings.forget', { modelIds: gone, replacedBy: card.id });
    await this.#refresh();
  }

  #assertCurrent(modelId: string): void {
    if (modelId !== this.wanted().card.id && modelId !== this.#context.engine.model?.card.id) {
      throw new Superseded();
    }
  }

  async #refresh(): Promise<void> {
    await refreshKnowledge(this.#context.knowledge);
    this.#context.onChanged();
  }
}

function isOfModelFile(error: unknown): boolean {
  return error instanceof FaultError && (error.code === 'model-missing' || error.code === 'model-damaged');
}
