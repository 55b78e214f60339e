/** @file What came out, in figures and as tables for the person at the terminal. */
import type { Cost, Found, FrameCost } from './page/small-run.ts';
import {
  BROWS_TO_CHIN_HEIGHT,
  HEIGHTS,
  PLACES,
  PROMISED_HEIGHT,
  SURROUNDINGS,
  type Surroundings,
  type Trial,
} from './plan.ts';

export interface Tried extends Trial, Found {
  /** Watched to the end, though it was found. */
  readonly isLong: boolean;
}

export interface PhotoCount {
  /** Counted by eye. */
  readonly faces: number;
  readonly whole: number;
  readonly most: number;
}

interface Rates {
  readonly trials: number;
  /** Share found in a whole picture, and within the time with what the extension asked for. */
  readonly whole: number;
  /** Share of which the whole picture showed a box at their place, however large. */
  readonly wholeAnyBox: number;
  readonly tiles: number;
  /** Median of the frame that showed it first. */
  readonly frame: number | null;
  /** Means over those that were watched to the end. */
  readonly shownShare: number | null;
  readonly tremble: number | null;
}

interface Compared {
  readonly whole: number;
  readonly tiles: number;
  readonly ratio: number;
}

interface SceneCost {
  readonly scene: string;
  /** Share of the frames that went to tiles. */
  readonly tileShare: number;
  /** Mean of a frame, in milliseconds, without the slowest tenth. */
  readonly answerMs: Compared;
  readonly readMs: Compared;
}

/** What "4.5 % of the picture's height" may mean, see [Note: How high a face is]. */
interface Reading {
  readonly reading: string;
  /** Of the detector's box. */
  readonly height: number;
  readonly trials: number;
  readonly whole: number;
  readonly wholeAnyBox: number;
  readonly tiles: number;
}

/** Faces of one kind, at all heights. */
interface Surrounded {
  readonly surroundings: Surroundings;
  readonly heights: readonly ({ readonly height: number } & Rates)[];
}

export interface SmallResult {
  readonly portraits: number;
  readonly heights: readonly ({ readonly height: number } & Rates)[];
  readonly places: readonly ({ readonly place: string } & Rates)[];
  readonly promised: { readonly height: number; readonly whole: number; readonly tiles: number };
  /** The strictest last, which is the promised one. */
  readonly readings: readonly Reading[];
  readonly surroundings: readonly Surrounded[];
  /** Trials with a face where there was none. */
  readonly extras: number;
  readonly cost: readonly SceneCost[];
  readonly worstCostRatio: number;
  readonly photos: readonly PhotoCount[];
}

export function describeTrials(
  tried: readonly Tried[],
): Pick<SmallResult, 'heights' | 'places' | 'promised' | 'readings' | 'surroundings' | 'extras'> {
  const promised = tried.filter(({ height }) => height === PROMISED_HEIGHT);
  const { whole, tiles } = ratesOf(promised);
  return {
    heights: ratesByHeight(tried),
    surroundings: SURROUNDINGS.flatMap((surroundings) => {
      const those = tried.filter(({ portrait }) => portrait.surroundings === surroundings);
      return those.length === 0 ? [] : [{ surroundings, heights: ratesByHeight(those) }];
    }),
    places: Object.keys(PLACES).map((place) => ({
      place,
      ...ratesOf(promised.filter((one) => one.place === place)),
    })),
    promised: { height: PROMISED_HEIGHT, whole, tiles },
    readings: readingsOf(tried),
    extras: tried.filter(({ extras }) => extras > 0).length,
  };
}

export function describeCosts(
  costs: ReadonlyMap<string, Cost>,
): Pick<SmallResult, 'cost' | 'worstCostRatio'> {
  const cost = [...costs].map(([scene, { whole, tiles }]) => ({
    scene,
    tileShare: round(tiles.filter(({ isTile }) => isTile).length / tiles.length),
    answerMs: compare(whole, tiles, ({ answerMs }) => answerMs),
    readMs: compare(whole, tiles, ({ readMs }) => readMs),
  }));
  return { cost, worstCostRatio: Math.max(...cost.map(({ answerMs }) => answerMs.ratio)) };
}

export function printSmall({
  portraits,
  heights,
  places,
  promised,
  readings,
  surroundings,
  extras,
  cost,
  photos,
  ...rest
}: SmallResult): void {
  console.log(`\n${String(portraits)} portraits in a picture of 1280 x 720\n`);
  const head = ['whole', 'any box', 'tiles', 'frame', 'shown', 'tremble'];
  console.log(line('face height', head));
  printHeights(heights);
  for (const { surroundings: name, heights: own } of surroundings) {
    console.log(`\n${line(name, head)}`);
    printHeights(own);
  }
  console.log(`\n${line(`${(promised.height * 100).toFixed(1)} % high`, head)}`);
  for (const { place, ...rates } of places) console.log(line(place, cells(rates)));
  console.log(`\n${line('ms a frame', ['tiles', 'whole', 'tiles', 'ratio', 'page'])}`);
  for (const { scene, tileShare, answerMs, readMs } of cost) {
    const { whole, tiles, ratio } = answerMs;
    console.log(
      line(scene, [
        share(tileShare),
        whole.toFixed(2),
        tiles.toFixed(2),
        ratio.toFixed(2),
        readMs.ratio.toFixed(2),
      ]),
    );
  }
  const found = photos.map(({ faces, whole, most }) => `${String(faces)}/${String(whole)}/${String(most)}`);
  console.log(`\ngroup photos, faces/whole/tiles: ${found.join(' ')}`);
  console.log(`trials with a face where none was: ${String(extras)}`);
  console.log('');
  for (const { reading, whole, wholeAnyBox, tiles } of readings)
    console.log(
      `4.5 % of ${reading}: ${share(whole)} found in whole pictures (${share(wholeAnyBox)} with any box), ` +
        `${share(tiles)} with tiles`,
    );
  console.log(
    `\nfaces of ${(promised.height * 100).toFixed(1)} %: ${share(promised.whole)} found in whole pictures, ` +
      `${share(promised.tiles)} with tiles, at ${rest.worstCostRatio.toFixed(2)} times the cost`,
  );
}

function readingsOf(tried: readonly Tried[]): Reading[] {
  const isNatural = ({ portrait }: Tried): boolean => portrait.surroundings === SURROUNDINGS[0];
  const read = (reading: string, height: number, of: readonly Tried[]): Reading => {
    const { trials, whole, wholeAnyBox, tiles } = ratesOf(of.filter((one) => one.height === height));
    return { reading, height, trials, whole, wholeAnyBox, tiles };
  };
  const natural = tried.filter(isNatural);
  return [
    read('brows to chin, with surroundings', BROWS_TO_CHIN_HEIGHT, natural),
    read('the box, with surroundings', PROMISED_HEIGHT, natural),
    read('the box, all portraits', PROMISED_HEIGHT, tried),
  ];
}

function printHeights(heights: SmallResult['heights']): void {
  for (const { height, ...rates } of heights)
    console.log(line(`${(height * 100).toFixed(1)} %`, cells(rates)));
}

function ratesByHeight(tried: readonly Tried[]): SmallResult['heights'] {
  return HEIGHTS.flatMap((height) => {
    const those = tried.filter((one) => one.height === height);
    return those.length === 0 ? [] : [{ height, ...ratesOf(those) }];
  });
}

function ratesOf(tried: readonly Tried[]): Rates {
  const rate = (isFound: (one: Tried) => boolean): number =>
    round(tried.filter(isFound).length / Math.max(1, tried.length));
  const frames = tried.flatMap(({ frame }) => (frame === null ? [] : [frame])).sort((a, b) => a - b);
  const long = tried.filter(({ isLong, frame }) => isLong && frame !== null);
  const mean = (value: (one: Tried) => number): number | null =>
    long.length === 0 ? null : round(sum(long, value) / long.length);
  return {
    trials: tried.length,
    whole: rate(({ isInWhole }) => isInWhole),
    wholeAnyBox: rate(({ isPlaceInWhole }) => isPlaceInWhole),
    tiles: rate(({ frame }) => frame !== null),
    frame: frames[Math.floor(frames.length / 2)] ?? null,
    shownShare: mean((one) => one.shownShare),
    tremble: mean((one) => one.tremble),
  };
}

function compare(
  whole: readonly FrameCost[],
  tiles: readonly FrameCost[],
  value: (cost: FrameCost) => number,
): Compared {
  const [first, second] = [whole, tiles].map((costs) => calmMean(costs.map(value)));
  return { whole: round(first ?? 0), tiles: round(second ?? 0), ratio: round((second ?? 0) / (first ?? 0)) };
}

/** What the rest of the machine does now and then is nobody's cost. */
const CALM_SHARE = 0.9;

function calmMean(values: readonly number[]): number {
  const calm = [...values].sort((a, b) => a - b).slice(0, Math.ceil(values.length * CALM_SHARE));
  return sum(calm, (value) => value) / calm.length;
}

function cells({ whole, wholeAnyBox, tiles, frame, shownShare, tremble }: Rates): string[] {
  const percent = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(1)} %`);
  return [
    share(whole),
    share(wholeAnyBox),
    share(tiles),
    frame === null ? 'never' : String(frame),
    percent(shownShare),
    percent(tremble),
  ];
}

function share(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}

function line(name: string, values: readonly string[]): string {
  return name.padEnd(30) + values.map((value) => value.padStart(9)).join('');
}

function sum<Kind>(list: readonly Kind[], value: (one: Kind) => number): number {
  return list.reduce((total, one) => total + value(one), 0);
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
