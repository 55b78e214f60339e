/**
 * @file Choosing the cheapest of several ways to do the same, by trying them in turns on real work: what a browser is quick at
 * depends on its GPU, its driver and the source. Pure; costs are passed in.
 */

/** The first time counts nothing: code is compiled, memory comes. */
const WARM_UP = 1;
/**
 * The least of them says enough: the ways differ by factors, and whatever else the machine does only makes single ones dearer. Code
 * that is still being compiled while both networks open made a way of 1.5 ms take 30, 17 and once more 17.
 */
const COUNTED = 3;

interface Trial {
  readonly costs: number[];
  /** Its results were compared with those of the safe way. */
  isTrusted: boolean;
  isRefused: boolean;
}

export class MethodChoice<Method extends string> {
  readonly safe: Method;
  readonly #trials: ReadonlyMap<Method, Trial>;

  /** `safe` always works; in what it gives, all others have to agree with it. */
  constructor(safe: Method, others: readonly Method[]) {
    this.safe = safe;
    const fresh = (isTrusted: boolean): Trial => ({ costs: [], isTrusted, isRefused: false });
    this.#trials = new Map([
      [safe, fresh(true)],
      ...others.map((method): [Method, Trial] => [method, fresh(false)]),
    ]);
  }

  /** For the next piece of work: each in turn until all have been tried, then the cheapest. */
  get next(): Method {
    const open = this.#open();
    const [method, { costs }] = open.reduce((a, b) => (b[1].costs.length < a[1].costs.length ? b : a));
    return costs.length < WARM_UP + COUNTED ? method : this.best;
  }

  /** The cheapest of those that were tried and compared; the safe one before that. */
  get best(): Method {
    const tried = this.#open().filter(([, { costs, isTrusted }]) => isTrusted && costs.length > WARM_UP);
    const rated = tried.map(([method, { costs }]) => ({ method, cost: Math.min(...costs.slice(WARM_UP)) }));
    return rated.reduce<{ method: Method; cost: number }>((a, b) => (b.cost < a.cost ? b : a), {
      method: this.safe,
      cost: Infinity,
    }).method;
  }

  /** Whether its results still have to be compared with the safe one's. */
  isUnchecked(method: Method): boolean {
    const trial = this.#trials.get(method);
    return trial !== undefined && !trial.isTrusted && !trial.isRefused;
  }

  note(method: Method, costMs: number): void {
    const trial = this.#trials.get(method);
    if (trial !== undefined && trial.costs.length < WARM_UP + COUNTED) trial.costs.push(costMs);
  }

  trust(method: Method): void {
    const trial = this.#trials.get(method);
    if (trial !== undefined) trial.isTrusted = true;
  }

  /** It failed, or gave something else; the safe one is never refused. */
  refuse(method: Method): void {
    const trial = this.#trials.get(method);
    if (trial !== undefined && method !== this.safe) trial.isRefused = true;
  }

  #open(): [Method, Trial][] {
    return [...this.#trials].filter(([, { isRefused }]) => !isRefused);
  }
}
