/** @file Whether a soak was steady: what grew after the second minute, and what was left open. Pure. */
import { median } from '../eval-video/numbers.ts';
import type { ContextSample, OpenThings } from './measure-context.ts';
import type { RssBytes } from './processes.ts';
import { MINUTE_MS } from './schedule.ts';

export interface SoakSample {
  readonly atMs: number;
  readonly contexts: Readonly<Record<string, ContextSample>>;
  readonly rssBytes: RssBytes;
  readonly open: OpenThings;
  /** Since the sample before, while something was watched. */
  readonly boxesPerSecond: number;
}

export interface SoakFacts {
  readonly minutes: number;
  readonly samples: readonly SoakSample[];
  /** With nothing in front that could be watched. */
  readonly openAtRest: OpenThings;
  readonly framesWhileHidden: number;
  readonly framesWhilePaused: number;
}

export interface Verdict {
  readonly isSteady: boolean;
  readonly reasons: readonly string[];
}

/** Percent; issue 6 asks for it. */
const MAX_GROWTH_PERCENT = 3;
/** Shorter, and the last quarter is a part of what it is compared with. */
const MIN_JUDGED_MINUTES = 4;

/** Names of series as in `growthAfterMinute2`: a context's heap by its name alone. */
function seriesOf({ contexts, rssBytes }: SoakSample): readonly (readonly [string, number])[] {
  return [
    ...Object.entries(contexts).flatMap(([name, { heapBytes, wasmBytes }]): [string, number][] => [
      [name, heapBytes],
      ...(wasmBytes === undefined ? [] : [[`${name} wasm`, wasmBytes] as [string, number]]),
    ]),
    ...Object.entries(rssBytes).map(([kind, bytes]): [string, number] => [`rss ${kind}`, bytes]),
  ];
}

/**
 * Median of the last quarter against the median of the third minute, in percent, for everything that was measured in both.
 * Empty for a soak that is too short.
 */
export function growthAfterMinute2(minutes: number, samples: readonly SoakSample[]): Record<string, number> {
  if (minutes < MIN_JUDGED_MINUTES) return {};
  const before = collect(samples, 2 * MINUTE_MS, 3 * MINUTE_MS);
  const after = collect(samples, minutes * 0.75 * MINUTE_MS, Infinity);
  return Object.fromEntries(
    [...before].flatMap(([name, values]): [string, number][] => {
      const [first, last] = [median(values), median(after.get(name) ?? [])];
      return first === undefined || last === undefined ? [] : [[name, (last / first - 1) * 100]];
    }),
  );
}

export function judgeSoak(facts: SoakFacts): Verdict {
  const { minutes, samples, openAtRest, framesWhileHidden, framesWhilePaused } = facts;
  const growth = Object.entries(growthAfterMinute2(minutes, samples));
  const reasons = [
    ...(minutes < MIN_JUDGED_MINUTES
      ? [`Growth is judged from ${String(MIN_JUDGED_MINUTES)} minutes on, and this were ${String(minutes)}.`]
      : []),
    ...growth
      .filter(([, percent]) => percent > MAX_GROWTH_PERCENT)
      .map(([name, percent]) => `${name} grew by ${percent.toFixed(1)} %.`),
    ...Object.entries(openAtRest)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${String(count)} ${name} were left open.`),
    ...(framesWhileHidden > 0 ? [`${String(framesWhileHidden)} frames were sampled while hidden.`] : []),
    ...(framesWhilePaused > 0 ? [`${String(framesWhilePaused)} frames were sampled while paused.`] : []),
  ];
  return { isSteady: reasons.length === 0, reasons };
}

function collect(samples: readonly SoakSample[], fromMs: number, toMs: number): Map<string, number[]> {
  const series = new Map<string, number[]>();
  for (const sample of samples.filter(({ atMs }) => atMs >= fromMs && atMs < toMs)) {
    for (const [name, value] of seriesOf(sample)) series.set(name, [...(series.get(name) ?? []), value]);
  }
  return series;
}
