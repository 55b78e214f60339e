/** @file What each way to read a picture costs the page's main thread, and how far its pixels are from the canvas's. */
import { readFile } from 'node:fs/promises';
import { launchBrowser } from '../browser/launch.ts';
import { startDemoServer } from '../demo/server.ts';
import { PLAY_CLIP, PLAY_STREAM, compareGrabs } from './compare-grabs.ts';

const FRAMES = 40;

const [, , clip] = process.argv;
const server = await startDemoServer();
const browser = await launchBrowser({ headless: true });
try {
  const page = await browser.newPage();
  if (clip !== undefined) await fetch(`${server.url}clip`, { method: 'PUT', body: await readFile(clip) });
  for (const [source, play] of Object.entries({ file: PLAY_CLIP, stream: PLAY_STREAM })) {
    const { format, figures } = await compareGrabs(page, server.url, play, FRAMES, clip === undefined);
    console.log(`\n${source}: ${format}`);
    for (const { way, part, costMs, difference, isAlike } of figures)
      console.log(
        `${part.padEnd(17)} ${way.padEnd(12)} ${costMs === undefined ? 'cannot' : `${costMs.toFixed(2)} ms, differs by ${difference.toFixed(2)} (${String(isAlike)})`}`,
      );
  }
} finally {
  await browser.close();
  await server.close();
}
