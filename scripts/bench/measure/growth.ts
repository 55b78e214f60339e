/** @file What more costs: more people saved, more faces, more videos. */
import type { Page } from 'puppeteer-core';
import type { GalleryPoint, GrowthPoint, GrowthResult } from '../result/result.ts';
import { mean } from '../result/statistics.ts';
import { measureWork, openStage, waitForFrames, type Bench, type StageWish } from './bench.ts';
import { GROUP_PEOPLE, fillGallery, readSaved, waitForStudy } from './gallery.ts';

export const GROWTH_FACES = [1, 2, 4, 8, 16, 32] as const;
export const GROWTH_VIDEOS = [1, 2, 4, 8, 16] as const;
/** The smallest and the largest in turns: what the machine does meanwhile then falls on both. */
const GALLERIES = [10, 1000, 10_000, 10, 10_000, 10] as const;
const QUICK_FACES = [1, 32] as const;
const QUICK_VIDEOS = [1, 16] as const;
const QUICK_GALLERIES = [10, 10_000, 10] as const;

const TURN_MS = 8000;
const QUICK_TURN_MS = 3000;
/** The difference between galleries is smaller than what two turns of one gallery lie apart. */
const GALLERY_TURNS = 2;
const SETTLE_FRAMES = 60;
const QUICK_SETTLE_FRAMES = 30;

export async function measureGrowth(
  bench: Bench,
  page: Page,
  backstage: Page,
): Promise<Omit<GrowthResult, 'detectionWidth'>> {
  const measure = async (count: number, wish: Omit<StageWish, 'isOn'>, turns = 1): Promise<GrowthPoint> => {
    await openStage(bench, page, { ...wish, isOn: true });
    await page.evaluate(() => benchStage.play());
    await waitForFrames(backstage, bench.isQuick ? QUICK_SETTLE_FRAMES : SETTLE_FRAMES);
    const turnMs = bench.isQuick ? QUICK_TURN_MS : TURN_MS;
    return { count, ...(await measureWork(backstage, turns * turnMs)) };
  };

  const faces: GrowthPoint[] = [];
  for (const count of bench.isQuick ? QUICK_FACES : GROWTH_FACES) {
    bench.say(`Growth: ${String(count)} faces`);
    faces.push(await measure(count, { kind: 'grid', count }));
  }
  const videos: GrowthPoint[] = [];
  for (const count of bench.isQuick ? QUICK_VIDEOS : GROWTH_VIDEOS) {
    bench.say(`Growth: ${String(count)} videos`);
    videos.push(await measure(count, { kind: 'tile', count: 1, videos: count }));
  }
  return { faces, videos, gallery: await measureGalleries(bench, page, backstage, measure) };
}

async function measureGalleries(
  bench: Bench,
  page: Page,
  backstage: Page,
  measure: (count: number, wish: Omit<StageWish, 'isOn'>, turns: number) => Promise<GrowthPoint>,
): Promise<GalleryPoint[]> {
  const saved = await readSaved(backstage, GROUP_PEOPLE);
  const points: GalleryPoint[] = [];
  for (const count of bench.isQuick ? QUICK_GALLERIES : GALLERIES) {
    bench.say(`Growth: ${String(count)} people saved`);
    await page.goto('about:blank');
    await fillGallery(backstage, saved, count);
    const isStudied = await waitForStudy(backstage, bench, count);
    points.push({ ...(await measure(count, { kind: 'stay', count: 5 }, GALLERY_TURNS)), isStudied });
  }
  return [...new Set(points.map(({ count }) => count))].map((count) =>
    merge(points.filter((point) => point.count === count)),
  );
}

/** The means of galleries of the same size. */
function merge(points: readonly GalleryPoint[]): GalleryPoint {
  const [first] = points;
  if (first === undefined) throw new Error('Nothing was measured.');
  const numbers = Object.keys(first).filter((key) => key !== 'isStudied') as (keyof GrowthPoint)[];
  const means = numbers.map((key) => [key, mean(points.map((point) => point[key]))]);
  return {
    ...first,
    ...(Object.fromEntries(means) as GrowthPoint),
    isStudied: points.every(({ isStudied }) => isStudied),
  };
}
