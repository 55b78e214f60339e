/**
 * @file People who left a video: their evidence, by which they are known when they come back, and for the last of them their
 * looks, so that somebody whose name is being typed can still be enrolled.
 */
import type { FormerPerson } from '../../core/matching/find-returned.ts';
import { without, type TrackLook, type TrackState } from './track-state.ts';

export interface FormerTrack extends FormerPerson {
  readonly track: number;
  readonly modelId: string | undefined;
  readonly kept: readonly TrackLook[];
  readonly barred: ReadonlySet<string>;
}

export function formerOf(track: number, { person, evidence, latest, kept, barred }: TrackState): FormerTrack {
  return { track, person, evidence, modelId: latest?.modelId, kept, barred };
}

/** Of five embeddings each: a film's cast, in 200 KB. */
const MAX_PEOPLE = 60;
/** With their looks: 12 x 5 crops are 9 MB. */
const MAX_WITH_LOOKS = 12;

export class PeopleMemory {
  /** By track, in the order in which they left. */
  readonly #tracks = new Map<number, FormerTrack>();

  /** Somebody of whom nothing good was seen takes no place. Of several times, the looks of the last one are enough. */
  remember(track: number, state: TrackState): void {
    if (state.evidence.looks.length === 0 && state.kept.length === 0) return;
    if (state.kept.length > 0) this.#dropLooks(({ person }) => person === state.person);
    this.#tracks.set(track, formerOf(track, state));
    this.#dropLooks(() => this.#withLooks() > MAX_WITH_LOOKS);
    for (const id of this.#tracks.keys()) {
      if (this.#tracks.size <= MAX_PEOPLE) break;
      this.#tracks.delete(id);
    }
  }

  /** People who are not in `present`, as they left the last time. */
  absent(present: ReadonlySet<number>): FormerTrack[] {
    const last = new Map([...this.#tracks.values()].map((former) => [former.person, former]));
    return [...last.values()].filter(({ person }) => !present.has(person));
  }

  /** Of whoever had this track, maybe from a later time. */
  keptLooks(track: number): readonly TrackLook[] {
    const former = this.#tracks.get(track);
    if (former === undefined || former.kept.length > 0) return former?.kept ?? [];
    const others = [...this.#tracks.values()].filter(({ person, kept }) => {
      return person === former.person && kept.length > 0;
    });
    return others.at(-1)?.kept ?? [];
  }

  personOf(track: number): number | undefined {
    return this.#tracks.get(track)?.person;
  }

  /** Returns whether the anchor was barred. */
  unbar(person: number, anchorId: string): boolean {
    let isChanged = false;
    for (const [id, former] of this.#tracks) {
      if (former.person !== person || !former.barred.has(anchorId)) continue;
      this.#tracks.set(id, { ...former, barred: without(former.barred, anchorId) });
      isChanged = true;
    }
    return isChanged;
  }

  keepOnly(modelId: string): void {
    for (const [id, former] of this.#tracks) {
      if (former.modelId !== modelId) this.#tracks.delete(id);
    }
  }

  /** The longest gone first. */
  #dropLooks(isToGo: (former: FormerTrack) => boolean): void {
    for (const [id, former] of this.#tracks) {
      if (former.kept.length > 0 && isToGo(former)) this.#tracks.set(id, { ...former, kept: [] });
    }
  }

  #withLooks(): number {
    return [...this.#tracks.values()].filter(({ kept }) => kept.length > 0).length;
  }
}
