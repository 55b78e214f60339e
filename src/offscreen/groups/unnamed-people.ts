/**
 * @file People not named yet, over all documents. In memory only, unless the person wishes them to be kept; faces of
 * incognito windows are not grouped at all.
 * [Note: Groups and networks] When another network takes over, the groups' pictures are embedded again by it, the people seen
 * most first; until all are, nobody is grouped, since a person who returns would find no group of theirs.
 */
import { FaultError, toFault } from '../../core/errors/fault.ts';
import { byImportance, type Group, type GroupLook } from '../../core/grouping/group.ts';
import { logFault } from '../../platform/log.ts';
import type { Engine } from '../engine.ts';
import type { Knowledge } from '../knowledge.ts';
import type { WatchedDocument } from '../watched-document.ts';
import { GroupFeed } from './group-feed.ts';
import { GroupKeeper } from './group-keeper.ts';
import { LikenessJudge, type Likeness } from './group-likeness.ts';
import { GroupRegistry } from './group-registry.ts';

export interface UnnamedPeopleContext {
  readonly engine: Engine;
  readonly knowledge: Knowledge;
}

export class UnnamedPeople {
  readonly registry: GroupRegistry;
  readonly keeper: GroupKeeper;
  readonly #context: UnnamedPeopleContext;
  readonly #feed: GroupFeed;
  readonly #likeness = new LikenessJudge();
  #isLoaded = false;
  /** The network by which all groups are embedded, as far as that was possible. */
  #modelId: string | undefined;
  #isEmbedding = false;

  constructor(context: UnnamedPeopleContext) {
    this.#context = context;
    const { knowledge } = context;
    const newId = (): string => crypto.randomUUID();
    this.registry = new GroupRegistry({
      newId,
      now: () => Date.now(),
      onChanged: () => {
        this.keeper.schedule();
      },
    });
    this.keeper = new GroupKeeper(
      this.registry,
      () => knowledge.configuration.settings.keepsUnnamed,
      (group) => this.likenessOf(group).kind === 'named',
    );
    this.#feed = new GroupFeed({ registry: this.registry, view: knowledge, newId });
  }

  /** Call once, when the service worker answers. */
  async start(): Promise<void> {
    try {
      await this.keeper.load();
    } finally {
      this.#isLoaded = true;
    }
  }

  /** Call when the gallery, a setting or the network has changed. */
  reconsider(): void {
    this.registry.touch();
  }

  likenessOf(group: Group): Likeness {
    return this.#likeness.likenessOf(group, this.#context.knowledge);
  }

  /** Call after whatever the document's videos have shown. */
  observe(document: WatchedDocument): void {
    const { engine, knowledge } = this.#context;
    const { state } = engine;
    const { modelId } = knowledge.gallery;
    if (document.isIncognito || !this.#isLoaded || this.#isEmbedding || state.kind !== 'ready') return;
    if (this.#modelId !== modelId) void this.#embedBy(modelId);
    else this.#feed.observe(document, state.recognizer, Date.now());
  }

  /** A group of which no picture can be embedded waits for its network to come back. */
  async #embedBy(modelId: string): Promise<void> {
    this.#isEmbedding = true;
    try {
      for (const { id, looks } of [...this.registry.groups].sort(byImportance)) {
        const embedded = new Map<string, GroupLook>();
        for (const look of looks) {
          const embedding = look.modelId === modelId ? look.embedding : await this.#embed(look, modelId);
          if (embedding !== undefined) embedded.set(look.id, { ...look, modelId, embedding });
        }
        this.registry.update((groups) => groups.map((group) => exchangeLooks(group, id, embedded)));
      }
      this.#modelId = modelId;
    } catch (error) {
      logFault(toFault(error));
    } finally {
      this.#isEmbedding = false;
    }
  }

  async #embed(look: GroupLook, modelId: string): Promise<Float32Array | undefined> {
    const picture = this.registry.pictures.get(look.id);
    const { embedder } = await this.#context.engine.whenOpen();
    if (this.#context.knowledge.gallery.modelId !== modelId)
      throw new FaultError('internal', 'another model');
    if (picture === undefined) return undefined;
    try {
      return await embedder.embedSample(picture.cropUrl);
    } catch (error) {
      if (error instanceof FaultError && error.code === 'record-damaged') return undefined;
      throw error;
    }
  }
}

/** A group is embedded by one network: looks that the new one could not take go, unless none could be taken. */
function exchangeLooks(group: Group, id: string, embedded: ReadonlyMap<string, GroupLook>): Group {
  if (group.id !== id || embedded.size === 0) return group;
  const looks = group.looks.flatMap((look) => embedded.get(look.id) ?? []);
  const isSame =
    looks.length === group.looks.length &&
    looks.every((look, at) => look.embedding === group.looks[at]?.embedding);
  return isSame || looks.length === 0 ? group : { ...group, looks };
}
