/** @file Lists the package with its reasons, after the set-up; fails for a file without one, or a group beyond its budget. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { printError } from '../setup/setup-error.mjs';
import { parseSizeFlags } from './flags.mjs';
import { BUDGETS, isBudgeted, justify, type Group } from './justify.ts';
import { readPackage, weigh, weighZip } from './package-files.ts';
import { measureStartup, type Startup } from './startup.ts';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** Set by setup/run-tool.mjs. */
const CALLED_FROM = process.env['NAMETAG_CALLED_FROM'] ?? process.cwd();
const GROUPS = Object.keys(BUDGETS) as Group[];

try {
  const { startup, json } = parseSizeFlags(process.argv.slice(2));
  const size = listSizes();
  print(size);
  const measured = startup ? await measureStartup(DIST) : undefined;
  if (measured !== undefined) printStartup(measured);
  if (json !== undefined) {
    const file = path.resolve(CALLED_FROM, json);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(
      file,
      `${JSON.stringify({ ...size, ...(measured && { startup: measured }) }, null, 2)}\n`,
    );
  }
  if (size.unjustified.length > 0 || size.groups.some(({ isOver }) => isOver)) process.exitCode = 1;
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

function listSizes() {
  const { justified, unjustified } = justify(readPackage(DIST));
  const files = justified.map((file) => ({ ...file, ...weigh(DIST, file.path) }));
  const groups = GROUPS.map((group) => {
    const own = files.filter((file) => file.group === group);
    const budgeted = own.filter((file) => isBudgeted(file.path)).reduce((sum, { bytes }) => sum + bytes, 0);
    return {
      group,
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
      gzipBytes: own.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0),
      maxBytes: BUDGETS[group].maxBytes,
      isOver: budgeted > BUDGETS[group].maxBytes,
    };
  });
  return { zipBytes: weighZip(DIST), groups, files, unjustified };
}

function print({ zipBytes, groups, files, unjustified }: ReturnType<typeof listSizes>): void {
  for (const { group, bytes, gzipBytes, maxBytes, isOver } of groups) {
    console.log(
      `\n${group}: ${kilobytes(bytes)}, gzip ${kilobytes(gzipBytes)}, at most ${kilobytes(maxBytes)}`,
    );
    if (isOver) console.log(`✗ beyond its budget: ${BUDGETS[group].reason}`);
    for (const file of files.filter((one) => one.group === group).sort((a, b) => b.bytes - a.bytes)) {
      const sizes = `${kilobytes(file.bytes).padStart(11)}${kilobytes(file.gzipBytes).padStart(11)}`;
      console.log(`${sizes}  ${file.path}  ${file.reason}`);
    }
  }
  console.log(`\nZipped, as a person downloads it: ${kilobytes(zipBytes)}`);
  for (const file of unjustified)
    console.log(`✗ ${file}: nothing loads it, and no line in scripts/size/justify.ts says why it ships.`);
}

function printStartup({ coldMs, warmMs, runs }: Startup): void {
  console.log(`\nFrom enabling a site to the first box, median of ${String(runs.cold.length)}:`);
  console.log(
    `  cold (fresh profile, first site): ${coldMs.toFixed(0)} ms (${runs.cold.map((ms) => ms.toFixed(0)).join(', ')})`,
  );
  console.log(
    `  warm (recognizer running, another page): ${warmMs.toFixed(0)} ms (${runs.warm.map((ms) => ms.toFixed(0)).join(', ')})`,
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0)} KB`;
}
