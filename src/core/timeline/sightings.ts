/** @file Who was seen when: gathered frame by frame, live or from a recording. */
import type { SeenFrame } from './seen-faces.ts';

/** Somebody who is out of view for longer came back; shorter gaps belong to one appearance. */
const SAME_APPEARANCE_MS = 2000;
/** A track of fewer frames is a flicker of the detector, not a person. A still picture has no others. */
const MIN_UNKNOWN_FRAMES = 3;

export interface Appearance {
  readonly name: string;
  readonly frames: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface PersonSeen {
  readonly frames: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface SightingsReport {
  readonly frames: number;
  /** By name; two anchors of one name count as one. */
  readonly people: Readonly<Record<string, PersonSeen>>;
  /** Faces that were followed and never named. Somebody who comes back is one. */
  readonly unknownTracks: number;
}

interface Unknown {
  readonly person: number;
  readonly frames: number;
}

export class Sightings {
  #frames = 0;
  readonly #appearances: Appearance[] = [];
  readonly #open = new Map<string, number>();
  /** Tracks and persons. */
  readonly #named = new Set<number>();
  readonly #unknown = new Map<number, Unknown>();

  /** Frames in the order of their times. */
  add({ timeMs, faces }: SeenFrame): void {
    this.#frames += 1;
    for (const name of new Set(
      faces.flatMap(({ verdict }) => (verdict.kind === 'named' ? verdict.name : [])),
    ))
      this.#see(name, timeMs);
    for (const { track, person, verdict } of faces) {
      if (verdict.kind === 'named') this.#named.add(track).add(person);
      // Whom a track is of may turn out after a few looks.
      else this.#unknown.set(track, { person, frames: (this.#unknown.get(track)?.frames ?? 0) + 1 });
    }
  }

  /** In the order in which they began. */
  appearances(): readonly Appearance[] {
    return this.#appearances;
  }

  report(): SightingsReport {
    const people = new Map<string, PersonSeen>();
    for (const { name, frames, firstMs, lastMs } of this.#appearances) {
      const before = people.get(name);
      people.set(name, {
        frames: (before?.frames ?? 0) + frames,
        firstMs: before?.firstMs ?? firstMs,
        lastMs,
      });
    }
    const wanted = Math.min(MIN_UNKNOWN_FRAMES, this.#frames);
    const unknown = [...this.#unknown].filter(
      ([track, { person, frames }]) =>
        frames >= wanted && !this.#named.has(track) && !this.#named.has(person),
    );
    const unknownTracks = new Set(unknown.map(([, { person }]) => person)).size;
    return { frames: this.#frames, people: Object.fromEntries(people), unknownTracks };
  }

  #see(name: string, timeMs: number): void {
    const index = this.#open.get(name);
    const last = index === undefined ? undefined : this.#appearances[index];
    if (index !== undefined && last !== undefined && timeMs - last.lastMs <= SAME_APPEARANCE_MS) {
      this.#appearances[index] = { ...last, frames: last.frames + 1, lastMs: timeMs };
      return;
    }
    this.#open.set(name, this.#appearances.length);
    this.#appearances.push({ name, frames: 1, firstMs: timeMs, lastMs: timeMs });
  }
}
