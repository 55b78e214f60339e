/** @file Running totals of what recognition did and what each part of it took. */

/** See `workSchema` in protocol/panel-port.ts. */
export interface Work {
  readonly frames: number;
  readonly followed: number;
  readonly looks: number;
  readonly pageMs: number;
  readonly detectMs: number;
  readonly refineMs: number;
  readonly embedMs: number;
  readonly ownMs: number;
  readonly queueMs: number;
}

export const NO_WORK: Work = {
  frames: 0,
  followed: 0,
  looks: 0,
  pageMs: 0,
  detectMs: 0,
  refineMs: 0,
  embedMs: 0,
  ownMs: 0,
  queueMs: 0,
};

export class WorkTotals {
  #total = NO_WORK;

  get total(): Work {
    return this.#total;
  }

  add(more: Partial<Work>): void {
    const sum = (part: keyof Work): number => addPlausible(this.#total[part], more[part] ?? 0);
    this.#total = {
      frames: sum('frames'),
      followed: sum('followed'),
      looks: sum('looks'),
      pageMs: sum('pageMs'),
      detectMs: sum('detectMs'),
      refineMs: sum('refineMs'),
      embedMs: sum('embedMs'),
      ownMs: sum('ownMs'),
      queueMs: sum('queueMs'),
    };
  }
}

/** Keeps the sum within what the status may carry, whatever is added. */
function addPlausible(sum: number, more: number): number {
  if (!(more >= 0)) return sum;
  return Math.min(Number.MAX_SAFE_INTEGER, sum + more);
}
