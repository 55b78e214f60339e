/** @file What a page may ask about face models: which there are, how they compare, trying, adding, removing one. */
import { FaultError, toFault } from '../core/errors/fault.ts';
import { reportGallery, type GalleryReport } from '../core/gallery/gallery-report.ts';
import { askBackground } from '../platform/messenger.ts';
import { removeOwnModel } from '../platform/own-models.ts';
import type { HostedPort } from '../platform/port.ts';
import type { ChangeoverStatus, ModelStatus, ModelsStatus } from '../protocol/model-messages.ts';
import { STATUS_INTERVAL_MS, type ToPanel, type ToRecognizerFromPanel } from '../protocol/panel-port.ts';
import { MAX_LIST_LENGTH } from '../protocol/schemas.ts';
import type { EmbedderCard } from '../recognition/model-card.ts';
import type { Changeover } from './changeover.ts';
import type { Engine } from './engine.ts';
import type { Knowledge } from './knowledge.ts';
import { importModel } from './model-import.ts';
import { ModelTrials } from './model-trials.ts';
import type { ModelEntry, ModelRegistry } from './model-registry.ts';

export interface ModelDeskContext {
  readonly engine: Engine;
  readonly registry: ModelRegistry;
  readonly knowledge: Knowledge;
  readonly changeover: Changeover;
}

export type ModelRequest = Extract<
  ToRecognizerFromPanel,
  { type: 'watchModels' | 'compareModels' | 'tryModel' | 'importModel' | 'removeModel' }
>;

const POLL_MS = 100;
/** For the changed choice to arrive from the service worker. */
const CHOICE_TIMEOUT_MS = 10_000;

export class ModelDesk {
  readonly #port: HostedPort<ToPanel>;
  readonly #context: ModelDeskContext;
  readonly #trials: ModelTrials;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(port: HostedPort<ToPanel>, context: ModelDeskContext) {
    this.#port = port;
    this.#context = context;
    this.#trials = new ModelTrials(context);
  }

  handle(message: ModelRequest): void {
    switch (message.type) {
      case 'watchModels':
        this.#watch();
        return;
      case 'compareModels':
        this.#answer(message.request, () => {
          const [before, after] = [this.#report(message.before), this.#report(message.after)];
          this.#port.send({ type: 'comparison', request: message.request, before, after });
        });
        return;
      case 'tryModel':
        this.#answer(message.request, () => this.#try(message));
        return;
      case 'importModel':
        this.#answer(message.request, () => this.#import(message));
        return;
      case 'removeModel':
        this.#answer(message.request, async () => {
          await this.#remove(message.modelId);
          this.#port.send({ type: 'modelRemoved', request: message.request, modelId: message.modelId });
        });
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#trials.close();
  }

  #watch(): void {
    clearInterval(this.#timer);
    const send = (): void => {
      // Until the cards have been read there is nothing to tell; the next one comes soon.
      if (this.#context.registry.all().length > 0) this.#send();
    };
    send();
    this.#timer = setInterval(send, STATUS_INTERVAL_MS);
  }

  #send(): void {
    this.#port.send({ type: 'models', status: modelsStatus(this.#context) });
  }

  #report(modelId: string): GalleryReport {
    const { registry, knowledge } = this.#context;
    const { gallery, limits } = knowledge.viewOf(entryOf(registry, modelId).card);
    return reportGallery(gallery, limits);
  }

  async #try({ request, modelId, isFresh }: Extract<ModelRequest, { type: 'tryModel' }>): Promise<void> {
    const entry = entryOf(this.#context.registry, modelId);
    const trial = await this.#trials.try(entry, isFresh, (done, total) => {
      this.#port.send({ type: 'trialProgress', request, done, total });
    });
    this.#port.send({ type: 'modelTried', request, trial });
  }

  async #import({ request, file, name }: Extract<ModelRequest, { type: 'importModel' }>): Promise<void> {
    const { registry, knowledge } = this.#context;
    const imported = await importModel(
      { file, name },
      registry,
      knowledge.configuration,
      (stage, done, total) => {
        this.#port.send({ type: 'importProgress', request, stage, done, total });
      },
    );
    this.#send();
    this.#port.send({ type: 'modelImported', request, ...imported });
  }

  /** Of a model in use another one takes the place first; the page has taken the choice of it back before it asks. */
  async #remove(modelId: string): Promise<void> {
    const { registry, changeover } = this.#context;
    const { card, isOwn } = entryOf(registry, modelId);
    if (!isOwn) throw new FaultError('message-not-allowed', 'a model of the package stays');
    await this.#outOfUse(modelId);
    await askBackground('model.forget', { modelId });
    await removeOwnModel(card);
    await registry.refreshOwn();
    changeover.reconcile();
    this.#send();
  }

  async #outOfUse(modelId: string): Promise<void> {
    const { engine, changeover } = this.#context;
    const giveUpAt = performance.now() + CHOICE_TIMEOUT_MS;
    const isUsed = (): boolean =>
      engine.model?.card.id === modelId || changeover.progress?.model.card.id === modelId;
    while (changeover.wanted().card.id === modelId || isUsed()) {
      if (changeover.wanted().card.id === modelId && performance.now() > giveUpAt) {
        throw new FaultError('internal', 'the model is still chosen');
      }
      const failure = changeover.failure;
      if (failure !== undefined && failure.modelId !== modelId) {
        throw new FaultError(failure.fault.code, failure.fault.message);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  #answer(request: number, work: () => Promise<void> | void): void {
    const run = async (): Promise<void> => {
      await work();
    };
    run().catch((error: unknown) => {
      this.#port.send({ type: 'refused', request, fault: toFault(error) });
    });
  }
}

/** What is embedded while no model is replaced, for example after "Undo", is no change of models. */
export function changeoverStatus({ progress }: Pick<Changeover, 'progress'>): ChangeoverStatus | undefined {
  if (progress?.former === undefined) return undefined;
  const { model, done, total, former } = progress;
  return { modelId: model.card.id, title: model.card.title, done, total, former };
}

function modelsStatus({ engine, registry, knowledge, changeover }: ModelDeskContext): ModelsStatus {
  const progress = changeoverStatus(changeover);
  const { failure } = changeover;
  return {
    engine: engine.status(),
    pace: engine.governor.status(performance.now()),
    revision: knowledge.configuration.revision,
    models: registry
      .all()
      .slice(0, MAX_LIST_LENGTH)
      .map(({ card }) => modelStatus(card)),
    defaultId: registry.default().card.id,
    ...(progress === undefined ? {} : { changeover: progress }),
    ...(failure === undefined ? {} : { failure }),
  };
}

function modelStatus({
  id,
  title,
  output,
  bytes,
  metric,
  licence,
  origin,
  measured,
  inputReason,
}: EmbedderCard): ModelStatus {
  return {
    modelId: id,
    title,
    dimension: output.dimension,
    bytes,
    metric,
    licence: licence.weights,
    ...(measured === undefined ? {} : { measured }),
    ...(inputReason === undefined ? {} : { inputReason }),
    origin: {
      kind: origin.kind,
      label: 'package' in origin ? `${origin.package} ${origin.version}` : origin.file,
    },
  };
}

/** @throws FaultError `model-missing` */
function entryOf(registry: ModelRegistry, modelId: string): ModelEntry {
  const entry = registry.find(modelId);
  if (entry === undefined) throw new FaultError('model-missing', 'no such model');
  return entry;
}
