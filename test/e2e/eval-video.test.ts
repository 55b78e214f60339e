/** @file `npm run eval:video` as it is called: a drawn clip through the built extension, figures out; one sentence for what is no video. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DIST } from '../../scripts/browser/dist.ts';
import { findExtension } from '../../scripts/browser/extension.ts';
import { launchBrowser } from '../../scripts/browser/launch.ts';
import { planClip } from '../../scripts/eval-video/clip/film.ts';
import { writeGeneratedClip } from '../../scripts/eval-video/clip/generated.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Smaller than the clip's own size, to be quick: the faces are still some 70 pixels wide. */
const SIZE = { widthPx: 800, heightPx: 450 };

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-eval-video-test-'));
  const browser = await launchBrowser({ headless: true, extensionDir: DIST });
  try {
    const { id } = await findExtension(browser);
    const files = { input: at('clip.webm'), labels: at('clip.json'), anchors: at('people') };
    await writeGeneratedClip(browser, id, 'short', files, SIZE);
  } finally {
    await browser.close();
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly stderr: string;
}

async function evaluate(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/eval-video/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, NAMETAG_CALLED_FROM: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stderr };
}

test('counts every frame, and names the people of the clip without a wrong name', async () => {
  const files = ['--input', 'clip.webm', '--anchors', 'people', '--labels', 'clip.json'];
  const { code, stderr } = await evaluate(
    ...files,
    '--json',
    'out/score.json',
    '--per-frame',
    'out/frames.json',
  );
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const score = JSON.parse(await readFile(at('out/score.json'), 'utf8')) as Record<string, unknown>;
  expect(Object.keys(score).slice(0, 8)).toEqual([
    'frames',
    'tracks',
    'nameChanges',
    'idSwitches',
    'wrongNameFrames',
    'namedFrames',
    'medianFramesToName',
    'embedsPerSecond',
  ]);
  const { shots } = planClip('short');
  expect(score).toMatchObject({ frames: shots.length, fps: 25, wrongNameFrames: 0, nameChanges: 0 });
  expect(score['namedShareAfterTen']).toBeGreaterThan(0.9);
  const people = score['people'] as Record<string, { namedFrames: number; isEnrolled: boolean }>;
  expect(people['Mira']?.namedFrames).toBeGreaterThan(20);
  expect(people['Clara']?.namedFrames).toBeGreaterThan(60);
  expect(people['Salome']).toMatchObject({ isEnrolled: false, namedFrames: 0 });
  const spans = (score['people'] as Record<string, { spans: [number, number][] }>)['Clara']?.spans ?? [];
  expect(spans.length).toBeGreaterThan(0);
  for (const [index, [fromMs, toMs]] of spans.entries()) {
    expect(fromMs).toBeGreaterThanOrEqual(spans[index - 1]?.[1] ?? 0);
    expect(toMs).toBeGreaterThan(fromMs);
    expect(toMs).toBeLessThanOrEqual(shots.length * 40 + 1);
  }
  const frames = JSON.parse(await readFile(at('out/frames.json'), 'utf8')) as { timeMs: number }[];
  expect(frames.map(({ timeMs }) => timeMs)).toEqual(shots.map((_, index) => index * 40));
});

test('says in one sentence what is no video, and which labels it cannot read', async () => {
  await writeFile(at('notes.txt'), 'no video');
  await writeFile(at('odd.json'), '{"faces":[]}');
  const text = await evaluate('--input', 'notes.txt');
  expect(text.code).toBe(1);
  expect(text.stderr).toMatch(/^✗ .*notes\.txt: This is neither a picture nor a video[^\n]*\n$/m);
  const labels = await evaluate('--input', 'clip.webm', '--labels', 'odd.json');
  expect(labels.code).toBe(1);
  expect(labels.stderr).toMatch(/^✗ The labels have none of the forms [^\n]*\.\n$/);
});
