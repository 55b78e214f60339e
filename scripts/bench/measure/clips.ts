/** @file The clips as files: drawn in the lab when they are missing, or when their film has changed. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { CLIP_FPS, clipOf, type Clip, type ClipWish } from '../film/clips.ts';
import { CLIPS_DIR } from '../site.ts';
import type { Bench } from './bench.ts';

export async function ensureClips(bench: Bench, lab: Page, wishes: readonly ClipWish[]): Promise<void> {
  await mkdir(CLIPS_DIR, { recursive: true });
  for (const wish of wishes) {
    const clip = clipOf(wish);
    const [file, stamp] = [`${clip.name}.webm`, `${clip.name}.txt`].map((name) => path.join(CLIPS_DIR, name));
    if (file === undefined || stamp === undefined) continue;
    const film = hashFilm(clip);
    if (existsSync(file) && existsSync(stamp) && readFileSync(stamp, 'utf8') === film) continue;
    bench.say(`Drawing ${path.basename(file)}`);
    const content = await lab.evaluate((what) => benchLab.clip(what), wish);
    await writeFile(file, Buffer.from(content, 'base64'));
    await writeFile(stamp, film);
  }
}

function hashFilm({ durationMs, size, frameAt }: Clip): string {
  const hash = createHash('sha256').update(JSON.stringify(size));
  for (let timeMs = 0; timeMs < durationMs; timeMs += 1000 / CLIP_FPS)
    hash.update(JSON.stringify(frameAt(timeMs)));
  return hash.digest('hex');
}
