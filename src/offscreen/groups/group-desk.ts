/** @file What a page may ask about people not named yet: who they are, naming, merging, splitting, ignoring, forgetting. */
import { areCovered, preferClear } from '../../core/enrollment/covered-looks.ts';
import { FaultError, toFault } from '../../core/errors/fault.ts';
import { byImportance, seenTimes, MAX_GROUPS } from '../../core/grouping/group.ts';
import { groupingRules } from '../../core/grouping/grouping-limits.ts';
import { strangersWithin } from '../../core/grouping/spread.ts';
import { askBackground } from '../../platform/messenger.ts';
import type { HostedPort } from '../../platform/port.ts';
import {
  GROUPS_INTERVAL_MS,
  type GroupRequest,
  type GroupStatus,
  type LookPicture,
} from '../../protocol/group-messages.ts';
import type { ToPanel } from '../../protocol/panel-port.ts';
import type { Knowledge } from '../knowledge.ts';
import { settleDoubt } from '../settle-name.ts';
import type { EnrollQuestions } from '../enroll-questions.ts';
import type { UnnamedPeople } from './unnamed-people.ts';

export interface GroupDeskContext {
  readonly knowledge: Knowledge;
  readonly unnamed: UnnamedPeople;
}

export class GroupDesk {
  readonly #port: HostedPort<ToPanel>;
  readonly #context: GroupDeskContext;
  readonly #questions: EnrollQuestions;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isWatching = false;
  /** The registry's revision that the page knows. */
  #sentRevision = -1;
  /** Looks whose pictures the page has. */
  #sentPictures: ReadonlySet<string> = new Set();

  constructor(port: HostedPort<ToPanel>, context: GroupDeskContext, questions: EnrollQuestions) {
    this.#port = port;
    this.#questions = questions;
    this.#context = context;
  }

  handle(message: GroupRequest): void {
    const { registry } = this.#context.unnamed;
    switch (message.type) {
      case 'watchGroups':
        this.#watch();
        return;
      case 'nameGroup':
        this.#answer(message.request, () => this.#name(message));
        return;
      case 'mergeGroups':
        this.#change(message.request, () => registry.merge(message.into, message.from));
        return;
      case 'splitGroup':
        this.#change(message.request, () => registry.split(message.group, message.looks));
        return;
      case 'ignoreGroup':
        this.#change(message.request, () => registry.ignore(message.group, message.isIgnored));
        return;
      case 'forgetGroup':
        this.#change(message.request, () => registry.forget(message.group));
        return;
      case 'forgetAllGroups':
        this.#change(message.request, () => registry.forget());
        return;
      case 'undoGroups':
        this.#change(message.request, () => {
          registry.undo(message.change);
          return undefined;
        });
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #watch(): void {
    clearInterval(this.#timer);
    this.#isWatching = true;
    this.#sentRevision = -1;
    this.#sentPictures = new Set();
    this.#send();
    this.#timer = setInterval(() => {
      this.#send();
    }, GROUPS_INTERVAL_MS);
  }

  #send(): void {
    const { registry } = this.#context.unnamed;
    if (!this.#isWatching || registry.revision === this.#sentRevision) return;
    this.#sentRevision = registry.revision;
    const groups = this.#statuses();
    const shown = groups.flatMap(({ looks }) => looks);
    const pictures = shown.flatMap((look): LookPicture[] => {
      const picture = this.#sentPictures.has(look) ? undefined : registry.pictures.get(look);
      return picture === undefined ? [] : [{ look, cropUrl: picture.cropUrl }];
    });
    this.#sentPictures = new Set(shown);
    this.#port.send({ type: 'groups', groups, pictures });
  }

  /** Whoever somebody saved has become is no longer shown, and is again when the gallery changes its mind. */
  #statuses(): GroupStatus[] {
    const { knowledge, unnamed } = this.#context;
    const { registry, keeper } = unnamed;
    const rules = groupingRules(knowledge.limits, knowledge.gallery.metric);
    return [...registry.groups]
      .sort(byImportance)
      .slice(0, MAX_GROUPS)
      .flatMap((group) => {
        const { id, firstSeenMs, lastSeenMs, isIgnored } = group;
        const likeness = unnamed.likenessOf(group);
        const looks = group.looks.flatMap((look) =>
          registry.pictures.get(look.id) === undefined ? [] : [look.id],
        );
        if (likeness.kind === 'named' || looks.length === 0) return [];
        const { kind, ...anchor } = likeness;
        return [
          {
            group: id,
            seen: Math.max(1, seenTimes(group)),
            firstSeenMs,
            lastSeenMs,
            isIgnored,
            isKept: keeper.isKept(id),
            looks,
            strangers: strangersWithin(group, rules).filter((look) => looks.includes(look)),
            ...(kind === 'resembles' && 'anchorId' in anchor ? { resembles: anchor } : {}),
          },
        ];
      });
  }

  async #name({
    request,
    group: id,
    name,
    anchorId,
  }: Extract<GroupRequest, { type: 'nameGroup' }>): Promise<void> {
    const { unnamed, knowledge } = this.#context;
    const { registry } = unnamed;
    const pictured = registry.get(id).looks.filter((look) => registry.pictures.get(look.id) !== undefined);
    const looks = preferClear(pictured);
    const samples = looks.flatMap(({ id: look, modelId, embedding, quality }) => {
      const picture = registry.pictures.get(look);
      return picture === undefined ? [] : [{ modelId, embedding, quality, ...picture }];
    });
    if (samples.length === 0) throw new FaultError('face-not-clear', 'no picture yet');
    const typed = { name, ...(anchorId === undefined ? {} : { anchorId }) };
    const settled = await settleDoubt(looks, typed, knowledge, new Set(), (question) =>
      this.#questions.ask(request, question),
    );
    if (settled === undefined) {
      this.#port.send({ type: 'enrollCancelled', request });
      return;
    }
    const enrolled = await askBackground('anchor.enroll', { ...settled.as, samples });
    registry.remove(id);
    unnamed.keeper.schedule(0);
    this.#send();
    this.#port.send({
      type: 'enrolled',
      request,
      ...enrolled,
      samples: samples.length,
      canCollectMore: false,
      isCutShort: false,
      ...(areCovered(looks) ? { isCovered: true } : {}),
    });
  }

  /** What the person has changed by hand is seen, and kept, at once. */
  #change(request: number, act: () => string | undefined): void {
    this.#answer(request, () => {
      const change = act();
      this.#context.unnamed.keeper.schedule(0);
      this.#send();
      this.#port.send({ type: 'groupsChanged', request, ...(change === undefined ? {} : { change }) });
    });
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
