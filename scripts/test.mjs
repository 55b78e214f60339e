/**
 * @file `npm test`: sets everything up and runs every test there is. Its last line is always `N passed, N failed`.
 * With `--no-kernels` the extension runs on the networks' fallbacks.
 */
import path from 'node:path';
import { findChrome } from './browser/find-chrome.mjs';
import { checkNode } from './setup/check-node.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureBuild } from './setup/extension-build.mjs';
import { ensureModels } from './setup/model-files.mjs';
import { ROOT } from './setup/run-node.mjs';
import { printError } from './setup/setup-error.mjs';
import { formatSeconds, startStep } from './setup/steps.mjs';
import { copyWithKernels } from './test/kernels-replaced.mjs';
import { readFlags } from './test/runners.mjs';
import { addCounts, countTool, formatCounts, isSuccess } from './test/summary.mjs';

const total = await testAll(process.argv.slice(2));
console.log(formatCounts(total));
process.exitCode = isSuccess(total) ? 0 : 1;

async function testAll(args) {
  try {
    checkNode();
    const { runners, hasKernels } = readFlags(args);
    await ensureDependencies();
    const chrome = await findChrome();
    startStep('Browser').done(chrome);
    await ensureModels();
    await ensureBuild();
    return await runAll(runners, { CHROME_PATH: chrome, ...(hasKernels ? {} : packWithoutKernels()) });
  } catch (error) {
    printError(error);
    return countTool(1);
  }
}

/** Browsers then run the networks on their fallbacks, in all tests that start the extension. */
function packWithoutKernels() {
  const step = startStep('No kernels');
  const copy = path.join(ROOT, 'out', 'no-kernels');
  copyWithKernels(path.join(ROOT, 'dist'), copy);
  step.done('out/no-kernels/');
  return { NAMETAG_DIST: copy };
}

/** Those that keep one core busy run side by side; the others use all there are. */
async function runAll(runners, env) {
  const side = runners.filter(({ isSingleCore }) => isSingleCore);
  const rows = await Promise.all(side.map((runner) => runOne(runner, env)));
  for (const runner of runners) if (!runner.isSingleCore) rows.push(await runOne(runner, env));
  printTable(rows);
  return addCounts(rows.map((row) => row.counts));
}

async function runOne(runner, env) {
  const startedAt = performance.now();
  const step = startStep(runner.name);
  const { output, counts } = await runner.run({ env, onLine: (line) => step.update(line) });
  if (isSuccess(counts)) {
    step.done(formatCounts(counts));
  } else {
    step.fail(formatCounts(counts));
    console.log(`\n${output.trimEnd()}\n`);
  }
  return { name: runner.name, counts, seconds: formatSeconds(performance.now() - startedAt) };
}

function printTable(rows) {
  console.log(`\n${'tests'.padEnd(12)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'time'.padStart(10)}`);
  for (const { name, counts, seconds } of rows) {
    const cells = [
      String(counts.passed).padStart(8),
      String(counts.failed).padStart(8),
      seconds.padStart(10),
    ];
    console.log(`${name.padEnd(12)}${cells.join('')}`);
  }
  console.log('');
}
