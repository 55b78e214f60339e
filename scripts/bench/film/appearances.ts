/** @file Who takes which place when, where people come and go. Pure. */

export interface Appearance {
  readonly person: string;
  readonly slot: number;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface AppearancePlan {
  readonly slots: number;
  readonly durationMs: number;
  /** More than there are slots. */
  readonly people: readonly string[];
  readonly stayMs: number;
  /** How long a place stays empty in between. */
  readonly gapMs: number;
}

/** Places change hands one after the other, evenly, and whoever was away longest comes next. By their beginning. */
export function planAppearances({ slots, durationMs, people, stayMs, gapMs }: AppearancePlan): Appearance[] {
  const appearances: Appearance[] = [];
  const goneMs = new Map(people.map((person, index) => [person, -people.length + index]));
  const freeMs = Array.from({ length: slots }, () => 0);
  for (;;) {
    const slot = freeMs.indexOf(Math.min(...freeMs));
    const fromMs = freeMs[slot] ?? durationMs;
    if (fromMs >= durationMs) return appearances;
    const isFirst = fromMs === 0;
    const person = longestGone(goneMs, fromMs);
    // The first ones leave one by one: from then on nobody comes together with somebody else.
    const toMs = Math.min(durationMs, fromMs + (isFirst ? (stayMs * (slot + 1)) / slots : stayMs));
    appearances.push({ person, slot, fromMs, toMs });
    goneMs.set(person, toMs);
    freeMs[slot] = toMs + gapMs;
  }
}

function longestGone(goneMs: ReadonlyMap<string, number>, atMs: number): string {
  const [first] = [...goneMs].filter(([, sinceMs]) => sinceMs <= atMs).sort(([, a], [, b]) => a - b);
  if (first === undefined) throw new Error('There are fewer people than places.');
  return first[0];
}
