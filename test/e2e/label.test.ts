/** @file `npm run label` as it is called: files in, labelled files and a table out, a line and the exit code 1 for the rest. */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHarness, type Harness } from './harness.ts';
import { playFile, writeClip, writeLyingClip, writePortrait } from './media-files.ts';
import { photoPath } from './photos.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLIP_S = 4;

let harness: Harness;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-label-test-'));
  harness = await startHarness();
  await mkdir(path.join(folder, 'people', 'Mira'), { recursive: true });
  const page = await harness.open('?static=sample1');
  await writePortrait(page, 'sample1', 'Clara', path.join(folder, 'people', 'Clara.png'));
  await writePortrait(page, 'sample1', 'Mira', path.join(folder, 'people', 'Mira', 'one.png'));
  await writeClip(page, CLIP_S, 'video/webm;codecs=vp8,opus', path.join(folder, 'clip.webm'));
  await copyFile(photoPath('sample1'), path.join(folder, 'group.jpg'));
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number | null;
  readonly stderr: string;
}

async function runLabel(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/label/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, NAMETAG_CALLED_FROM: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stderr };
}

async function readReport(name: string): Promise<unknown> {
  return JSON.parse(await readFile(path.join(folder, name), 'utf8'));
}

test('a video becomes one with names, as long as it was and with its sound; a picture becomes a picture', async () => {
  const { code, stderr } = await runLabel(
    'clip.webm',
    'group.jpg',
    '--anchors',
    'people',
    '--json',
    'all.json',
  );
  expect(stderr).not.toContain('✗');
  expect(code).toBe(0);
  const [clip, picture] = (await readReport('all.json')) as {
    frames: number;
    fps: number;
    people: Record<string, { frames: number; firstMs: number; lastMs: number; spans: [number, number][] }>;
  }[];
  if (clip === undefined || picture === undefined) throw new Error('Two results were expected.');
  expect(clip).toMatchObject({ input: 'clip.webm', unknownTracks: 1 });
  expect(Object.keys(clip.people).sort()).toEqual(['Clara', 'Mira']);
  // Slow machines record few frames.
  expect(clip.frames).toBeGreaterThan(5);
  for (const { frames, firstMs, lastMs, spans } of Object.values(clip.people)) {
    expect(frames).toBe(clip.frames);
    expect(firstMs).toBeLessThan(1000);
    // The name stands from the first frame to the end of the last one.
    expect(spans).toEqual([[firstMs, expect.any(Number)]]);
    expect(spans[0]?.[1]).toBeGreaterThan(lastMs);
    expect(spans[0]?.[1]).toBeLessThan((CLIP_S + 1.5) * 1000);
  }
  expect(picture).toMatchObject({
    input: 'group.jpg',
    frames: 1,
    fps: 0,
    people: { Clara: { frames: 1, firstMs: 0, lastMs: 0, spans: [] }, Mira: { frames: 1 } },
    unknownTracks: 1,
  });

  const page = await harness.open('?novideo=1');
  const original = await playFile(page, path.join(folder, 'clip.webm'));
  const labelled = await playFile(page, path.join(folder, 'clip_out.webm'));
  expect(labelled).toMatchObject({ widthPx: original.widthPx, heightPx: original.heightPx, hasSound: true });
  expect(Math.abs(labelled.durationS - CLIP_S)).toBeLessThan(1.5);
  const [before, after] = [
    await stat(path.join(folder, 'group.jpg')),
    await stat(path.join(folder, 'group_out.jpg')),
  ];
  expect(after.size).toBeGreaterThan(before.size / 10);
});

test('a part of a video, mirrored, without names, into another folder', async () => {
  const { code } = await runLabel(
    ...['clip.webm', '--anchors', 'people', '--out', 'results', '--json', 'part.json'],
    ...['--from', '1', '--to', '2.5', '--flip', '--effects', 'blur-everybody'],
  );
  expect(code).toBe(0);
  const report = (await readReport('part.json')) as {
    people: Record<string, { lastMs: number; spans: [number, number][] }>;
  };
  expect(report).toMatchObject({ input: 'clip.webm' });
  expect(report.people['Clara']?.lastMs).toBeLessThanOrEqual(1500);
  // Times count from the start of the part, and end with it.
  expect(report.people['Clara']?.spans).toEqual([[0, expect.any(Number)]]);
  expect(report.people['Clara']?.spans[0]?.[1]).toBeLessThanOrEqual(1500);
  const page = await harness.open('?novideo=1');
  const { durationS } = await playFile(page, path.join(folder, 'results', 'clip_out.webm'));
  expect(Math.abs(durationS - 1.5)).toBeLessThan(0.8);
});

test('a video that a phone recorded lying is seen as it is to be seen', async () => {
  const page = await harness.open('?static=sample1');
  await writeLyingClip(page, 2, path.join(folder, 'phone.mp4'));
  const { code } = await runLabel('phone.mp4', '--anchors', 'people', '--json', 'phone.json');
  expect(code).toBe(0);
  const report = (await readReport('phone.json')) as { people: object; unknownTracks: number };
  expect(Object.keys(report.people).sort()).toEqual(['Clara', 'Mira']);
  const player = await harness.open('?novideo=1');
  expect(await playFile(player, path.join(folder, 'phone_out.mp4'))).toMatchObject({
    widthPx: 640,
    heightPx: 360,
  });
});

test('whatever cannot be used gets its line, and the others are done', async () => {
  const bad = path.join(folder, 'bad-people');
  await mkdir(bad, { recursive: true });
  await copyFile(path.join(folder, 'people', 'Clara.png'), path.join(bad, 'Clara.png'));
  await copyFile(photoPath('sample1'), path.join(bad, 'Group.jpg'));
  await writeFile(
    path.join(bad, 'Wall.png'),
    PNG.sync.write(new PNG({ width: 320, height: 240, fill: true })),
  );
  await writeFile(path.join(bad, 'Notes.png'), 'no picture at all');
  await writeFile(path.join(folder, 'text.txt'), 'no media at all');
  await writeFile(path.join(folder, 'empty.mp4'), '');
  const clip = await readFile(path.join(folder, 'clip.webm'));
  await writeFile(
    path.join(folder, 'noise.webm'),
    Buffer.concat([clip.subarray(0, 200), Buffer.alloc(5000, 7)]),
  );
  const { code, stderr } = await runLabel(
    ...['text.txt', 'empty.mp4', 'noise.webm', 'missing.jpg', 'people', 'group.jpg'],
    ...['--anchors', 'bad-people', '--out', 'rest', '--json', 'bad.json'],
  );
  expect(code).toBe(1);
  for (const line of [
    /Anchor .*Group\.jpg shows 3 faces/,
    /Anchor .*Wall\.png shows no face/,
    /Anchor .*Notes\.png cannot be read/,
    /text\.txt: This is neither a picture nor a video/,
    /empty\.mp4: This file is empty/,
    /noise\.webm: This (?:file breaks off|is neither)/,
    /missing\.jpg: There is no such file/,
    /people: This is a folder/,
  ])
    expect(stderr).toMatch(line);
  const report = (await readReport('bad.json')) as { input: string; error?: string; people?: object }[];
  expect(report.map(({ input, error }) => [input, error === undefined])).toEqual([
    ['text.txt', false],
    ['empty.mp4', false],
    ['noise.webm', false],
    ['missing.jpg', false],
    ['people', false],
    ['group.jpg', true],
  ]);
  expect(Object.keys(report.at(-1)?.people ?? {})).toEqual(['Clara']);
});
