/** @file The networks alone, with nothing else going on: what no pipeline around them can undercut. */
import type { Page } from 'puppeteer-core';
import { FACE_COUNTS } from '../film/clips.ts';
import type { FloorName } from '../page/floor-detectors.ts';
import type { NetworkName } from '../page/nametag.ts';
import { faceKey, type FloorResult, type WidthPoint } from '../result/result.ts';
import { median } from '../result/statistics.ts';
import type { Bench } from './bench.ts';

const WARM_UPS = 5;
/** What the product samples of a 16:9 picture: see `DEFAULT_PIXEL_COUNT` in core/pace/sample-wish.ts. */
const SAMPLE_WIDTH_PX = 256;
const WIDTHS_PX = [192, 256, 320, 384, 448, 512, 576, 640] as const;

export async function measureFloor({ isQuick, say }: Bench, lab: Page): Promise<FloorResult> {
  say('The networks alone');
  const runs = isQuick ? 15 : 60;
  await lab.bringToFront();
  await lab.evaluate(() => benchLab.show(5));
  const detect = (widthPx: number, detector: FloorName) => () =>
    lab.evaluate((width, name) => benchLab.detect(width, name), widthPx, detector);
  const embed = (network: NetworkName) => () => lab.evaluate((name) => benchLab.embed(name), network);
  const [detectorMs, detector640Ms, mediaPipeMs, embedderMs, embedderFacenetFp32Ms, embedderFacenetInt8Ms] =
    await mediansInTurns(runs, [
      detect(SAMPLE_WIDTH_PX, 'nametag'),
      detect(640, 'nametag'),
      detect(SAMPLE_WIDTH_PX, 'mediapipe'),
      embed('nametag'),
      embed('nametagFacenetFp32'),
      embed('nametagFacenetInt8'),
    ]);
  return {
    detectorMs,
    detector640Ms,
    mediaPipeMs,
    embedderMs,
    embedderFacenetFp32Ms,
    embedderFacenetInt8Ms,
  } as FloorResult;
}

/** What a wider sample costs, and which faces it finds. */
export async function measureWidths({ isQuick, say }: Bench, lab: Page): Promise<WidthPoint[]> {
  say('The detector by the width of what it gets');
  await lab.bringToFront();
  const found = new Map<number, Record<string, number>>(WIDTHS_PX.map((widthPx) => [widthPx, {}]));
  for (const count of FACE_COUNTS) {
    await lab.evaluate((faces) => benchLab.show(faces), count);
    for (const widthPx of WIDTHS_PX) {
      const run = await lab.evaluate((width) => benchLab.detect(width, 'nametag'), widthPx);
      Object.assign(found.get(widthPx) ?? {}, { [faceKey(count)]: run.found });
    }
  }
  const runs = WIDTHS_PX.map(
    (widthPx) => () => lab.evaluate((width) => benchLab.detect(width, 'nametag'), widthPx),
  );
  const times = await mediansInTurns(isQuick ? 8 : 30, runs);
  return WIDTHS_PX.map((widthPx, index) => ({
    widthPx,
    ms: times[index] ?? Number.NaN,
    found: found.get(widthPx) ?? {},
  }));
}

async function mediansInTurns(
  rounds: number,
  runs: readonly (() => Promise<{ readonly ms: number }>)[],
): Promise<number[]> {
  const times = runs.map((): number[] => []);
  for (let round = -WARM_UPS; round < rounds; round++) {
    for (const [index, run] of runs.entries()) {
      const { ms } = await run();
      if (round >= 0) times[index]?.push(ms);
    }
  }
  return times.map(median);
}
