/** @file Writes the generated clip where the person wants it, after the set-up. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DIST } from '../../browser/dist.ts';
import { findExtension } from '../../browser/extension.ts';
import { launchBrowser } from '../../browser/launch.ts';
import { printError } from '../../setup/setup-error.mjs';
import { parseEvalClipFlags, type EvalClipFlags } from './flags.mjs';
import { writeGeneratedClip } from './generated.ts';

/** Encoding on a slow and shared machine. */
const CALL_TIMEOUT_MS = 600_000;

/** Set by setup/run-tool.mjs. */
const CALLED_FROM = process.env['NAMETAG_CALLED_FROM'] ?? process.cwd();

try {
  await make(parseEvalClipFlags(process.argv.slice(2)));
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

async function make({ out = '', labels, anchors, short }: EvalClipFlags): Promise<void> {
  const files = {
    input: resolve(out),
    labels: labels && resolve(labels),
    anchors: anchors && resolve(anchors),
  };
  for (const file of [files.input, files.labels])
    if (file !== undefined) await mkdir(path.dirname(file), { recursive: true });
  const browser = await launchBrowser({
    headless: true,
    extensionDir: DIST,
    protocolTimeoutMs: CALL_TIMEOUT_MS,
  });
  try {
    const { id } = await findExtension(browser);
    await writeGeneratedClip(browser, id, short ? 'short' : 'whole', files);
  } finally {
    await browser.close();
  }
  console.log(`✓ ${[out, labels, anchors].filter((one) => one !== undefined).join(', ')}`);
}

function resolve(file: string): string {
  return path.resolve(CALLED_FROM, file);
}
