/**
 * @file Memory that pictures of a network share: what is given back is given out again. Planned while the network is
 * built, in the order in which it runs, so a picture lies where one lay that nobody needs any more. Addresses are bytes.
 */

export interface Region {
  readonly start: number;
  readonly bytes: number;
}

/** A cache line. */
const ALIGNMENT = 64;

export class Arena {
  /** By address; no two of them touch. */
  #free: readonly Region[];

  constructor({ start, bytes }: Region) {
    this.#free = [{ start, bytes }];
  }

  /** @throws when no free part is large enough */
  take(bytes: number): Region {
    const region = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const place = this.#free.find((part) => part.bytes >= region);
    if (place === undefined) throw new Error(`no ${String(bytes)} bytes are free in the arena`);
    this.#free = this.#free.flatMap((part) => {
      if (part !== place) return [part];
      const rest = part.bytes - region;
      return rest === 0 ? [] : [{ start: part.start + region, bytes: rest }];
    });
    return { start: place.start, bytes: region };
  }

  /** For regions of `take`, once each. */
  giveBack(region: Region): void {
    const all = [...this.#free, region].sort((one, other) => one.start - other.start);
    const joined: Region[] = [];
    for (const part of all) {
      const last = joined.at(-1);
      if (last !== undefined && last.start + last.bytes === part.start) {
        joined[joined.length - 1] = { start: last.start, bytes: last.bytes + part.bytes };
      } else joined.push(part);
    }
    this.#free = joined;
  }
}
