/** @file What more costs: more people saved, more faces, more videos. */
import type { Page } from 'puppeteer-core';
import type { GalleryPoint, GrowthPoint, GrowthResult } from '../result/result.ts';
import { measureWork, openStage, waitForFrames, type Bench, type StageWish } from './bench.ts';
import { GROUP_PEOPLE, fillGallery, readSaved, waitForStudy } from './gallery.ts';

export const GROWTH_FACES = [1, 2, 4, 8, 16, 32] as const;
export const GROWTH_VIDEOS = [1, 2, 4, 8, 16] as const;
/** The first again at the end: what it costs then tells what the machine did meanwhile. */
const GALLERIES = [10, 1000, 10_000, 10] as const;
const QUICK_FACES = [1, 32] as const;
const QUICK_VIDEOS = [1, 16] as const;
const QUICK_GALLERIES = [10, 10_000] as const;

const TURN_MS = 8000;
const QUICK_TURN_MS = 3000;
const SETTLE_FRAMES = 60;
const QUICK_SETTLE_FRAMES = 30;

export async function measureGrowth(
  bench: Bench,
  page: Page,
  backstage: Page,
): Promise<Omit<GrowthResult, 'detectionWidth'>> {
  const measure = async (count: number, wish: Omit<StageWish, 'isOn'>): Promise<GrowthPoint> => {
    await openStage(bench, page, { ...wish, isOn: true });
    await page.evaluate(() => benchStage.play());
    await waitForFrames(backstage, bench.isQuick ? QUICK_SETTLE_FRAMES : SETTLE_FRAMES);
    return { count, ...(await measureWork(backstage, bench.isQuick ? QUICK_TURN_MS : TURN_MS)) };
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
  measure: (count: number, wish: Omit<StageWish, 'isOn'>) => Promise<GrowthPoint>,
): Promise<GalleryPoint[]> {
  const saved = await readSaved(backstage, GROUP_PEOPLE);
  const points: GalleryPoint[] = [];
  for (const count of bench.isQuick ? QUICK_GALLERIES : GALLERIES) {
    bench.say(`Growth: ${String(count)} people saved`);
    await page.goto('about:blank');
    await fillGallery(backstage, saved, count);
    const isStudied = await waitForStudy(backstage, bench, count);
    points.push({ ...(await measure(count, { kind: 'stay', count: 5 })), isStudied });
  }
  return mergeFirst(points);
}

/** The two of the same size as one. */
function mergeFirst(points: readonly GalleryPoint[]): GalleryPoint[] {
  const [first, ...others] = points;
  const again = others.find(({ count }) => count === first?.count);
  if (first === undefined || again === undefined) return [...points];
  const keys = Object.keys(first) as (keyof GalleryPoint)[];
  const merged = Object.fromEntries(
    keys.map((key) => {
      const [a, b] = [first[key], again[key]];
      return [key, typeof a === 'number' && typeof b === 'number' ? (a + b) / 2 : a];
    }),
  ) as unknown as GalleryPoint;
  return [merged, ...others.filter((one) => one !== again)];
}
