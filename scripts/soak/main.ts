/** @file The soak itself, after the set-up: opens the browser, prepares two pages, runs, and prints one line a minute. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_MODEL, openProduct } from '../browser/product.ts';
import { startDemoServer } from '../demo/server.ts';
import { printError } from '../setup/setup-error.mjs';
import { drawSoakClip, enrollSome, openSoakPages } from './call-and-video.ts';
import { Contexts } from './contexts.ts';
import { parseSoakFlags } from './flags.mjs';
import { minuteLine, verdictLines } from './report.ts';
import { runSoak, type SoakReport } from './run.ts';

/**
 * V8 compiles a function once more when it has been called some 400 times, and counts the machine code to the heap: of what is called
 * once a look, at one look a second, that is in the seventh minute, and 65 KB (5 % of a worker's heap) come at once. After 20 calls
 * they come before the second minute, and what grows later is kept by somebody.
 */
const EARLY_COMPILER = '--js-flags=--invocation-count-for-maglev=20 --minimum-invocations-after-ic-update=20';

/** Set by setup/run-tool.mjs. */
const CALLED_FROM = process.env['NAMETAG_CALLED_FROM'] ?? process.cwd();

try {
  const { minutes, json } = parseSoakFlags(process.argv.slice(2));
  const report = await soak(minutes);
  if (json !== undefined) {
    const file = path.resolve(CALLED_FROM, json);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  }
  for (const line of verdictLines(report)) console.log(line);
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

async function soak(minutes: number): Promise<SoakReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nametag-soak-'));
  const server = await startDemoServer();
  try {
    const product = await openProduct({ modelId: DEFAULT_MODEL, args: [EARLY_COMPILER] });
    try {
      console.log('… Drawing the clip, saving five people, opening a call and a video');
      const clip = path.join(folder, 'clip.webm');
      await drawSoakClip(product, clip);
      const contexts = new Contexts();
      await contexts.addOffscreen(product.browser);
      await enrollSome(product);
      const pages = await openSoakPages(product, server.url, clip);
      await contexts.addServiceWorker(product.browser, product.extensionId);
      await contexts.addPage('callPage', pages.call);
      await contexts.addPage('videoPage', pages.video);
      return await runSoak({
        product,
        pages,
        contexts,
        minutes,
        onMinute(minute, samples, boxesPerSecond) {
          console.log(minuteLine(minute, samples, boxesPerSecond));
        },
      });
    } finally {
      await product.close();
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
