/** @file One frame, everything recomputed: every system in turns on the same canvas of the same page. */
import type { Page } from 'puppeteer-core';
import { FACE_COUNTS, type FaceCount } from '../film/clips.ts';
import type { SystemName, TimedRun } from '../page/lab.ts';
import { faceKey, type BenchResult, type FullFrameResult } from '../result/result.ts';
import { median } from '../result/statistics.ts';
import type { Bench } from './bench.ts';

const SYSTEMS = [
  'nametag',
  'faceApiTiny',
  'nametagFacenetFp32',
  'faceApiSsd',
  'nametagFacenetInt8',
  'human',
] as const satisfies readonly SystemName[];

/** First runs are compiled anew, once for each shape of their input. */
const WARM_UPS = 2;
const ROUNDS: Readonly<Record<FaceCount, number>> = { 1: 15, 5: 15, 16: 9 };
const QUICK_ROUNDS: Readonly<Record<FaceCount, number>> = { 1: 4, 5: 4, 16: 3 };

export async function measureFullFrame(
  bench: Bench,
  lab: Page,
): Promise<NonNullable<BenchResult['fullFrame']>> {
  const results = new Map<FaceCount, FullFrameResult>();
  for (const count of FACE_COUNTS) {
    bench.say(`One frame with ${String(count)} ${count === 1 ? 'face' : 'faces'}`);
    await lab.bringToFront();
    await lab.evaluate((faces) => benchLab.show(faces), count);
    const rounds = (bench.isQuick ? QUICK_ROUNDS : ROUNDS)[count];
    const result = summarize(await runInTurns(lab, rounds), rounds);
    results.set(count, result);
    bench.say(interimText(result));
  }
  const entries = FACE_COUNTS.map((count) => [faceKey(count), results.get(count)]);
  return Object.fromEntries(entries) as NonNullable<BenchResult['fullFrame']>;
}

function interimText({ nametag, ratioTiny, ratioSsd, ratioHuman, found }: FullFrameResult): string {
  const times = [ratioTiny, ratioSsd, ratioHuman].map((ratio) => `${ratio.toFixed(2)}×`).join(', ');
  return `  Nametag ${nametag.toFixed(0)} ms, ${String(found.nametag)} found; face-api tiny, SSD, human: ${times}`;
}

type Runs = Readonly<Record<(typeof SYSTEMS)[number], readonly TimedRun[]>>;

async function runInTurns(lab: Page, rounds: number): Promise<Runs> {
  const runs = new Map<SystemName, TimedRun[]>(SYSTEMS.map((name) => [name, []]));
  for (let round = -WARM_UPS; round < rounds; round++) {
    for (const name of SYSTEMS) {
      const run = await lab.evaluate((system) => benchLab.run(system), name);
      if (round >= 0) runs.get(name)?.push(run);
    }
  }
  return Object.fromEntries(runs) as unknown as Runs;
}

function summarize(runs: Runs, rounds: number): FullFrameResult {
  const ms = (name: keyof Runs): number => median(runs[name].map((run) => run.ms));
  const found = (name: keyof Runs): number => median(runs[name].map((run) => run.found));
  const nametag = ms('nametag');
  return {
    nametag,
    nametagFacenetFp32: ms('nametagFacenetFp32'),
    nametagFacenetInt8: ms('nametagFacenetInt8'),
    faceApiTiny: ms('faceApiTiny'),
    faceApiSsd: ms('faceApiSsd'),
    human: ms('human'),
    ratioTiny: ms('faceApiTiny') / nametag,
    ratioSsd: ms('faceApiSsd') / nametag,
    ratioHuman: ms('human') / nametag,
    found: {
      nametag: found('nametag'),
      faceApiTiny: found('faceApiTiny'),
      faceApiSsd: found('faceApiSsd'),
      human: found('human'),
    },
    rounds,
  };
}
