/** @file Spreads work over lanes that do one thing after the other: each piece goes where the least is waiting. Pure. */

interface Load<Lane> {
  readonly lane: Lane;
  /** Pieces of work that are not done: the one under way and those behind it. */
  waiting: number;
}

export class Spread<Lane> {
  readonly #first: Load<Lane>;
  readonly #loads: Load<Lane>[];

  constructor(first: Lane) {
    this.#first = { lane: first, waiting: 0 };
    this.#loads = [this.#first];
  }

  get lanes(): readonly Lane[] {
    return this.#loads.map(({ lane }) => lane);
  }

  /** Whether the next piece of work would have to wait for another one. */
  get isBusy(): boolean {
    return this.#loads.every(({ waiting }) => waiting > 0);
  }

  /** Takes its share from the next piece of work on. */
  add(lane: Lane): void {
    this.#loads.push({ lane, waiting: 0 });
  }

  inFirst<Value>(work: (lane: Lane) => Promise<Value>): Promise<Value> {
    return run(this.#first, work);
  }

  /** Of those with equally little the earliest: its memory is still in the processor's cache. */
  inLeastBusy<Value>(work: (lane: Lane) => Promise<Value>): Promise<Value> {
    const least = this.#loads.reduce((best, one) => (one.waiting < best.waiting ? one : best));
    return run(least, work);
  }
}

async function run<Lane, Value>(load: Load<Lane>, work: (lane: Lane) => Promise<Value>): Promise<Value> {
  load.waiting++;
  try {
    return await work(load.lane);
  } finally {
    load.waiting--;
  }
}
