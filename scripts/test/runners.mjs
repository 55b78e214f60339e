/** @file The test runners of `npm test`, in the order of how fast they find a mistake. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findProgram, ROOT, runNode } from '../setup/run-node.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { countTool, countVitest } from './summary.mjs';

/** Those of vitest.config.ts, where they are not of the runner's name. */
const PROJECTS = { unit: 'unit*' };

/** A runner that has not ended by then hangs: all of them together take less. */
const TIMEOUT_MS = 40 * 60_000;
const REPORTS = path.join(ROOT, 'out', 'test');

/**
 * @typedef {{ code: number, output: string, counts: import('./summary.d.mts').Counts }} Outcome
 * @typedef {{ name: string, isSingleCore: boolean, run: (options: { env: Record<string, string>, onLine: (line: string) => void }) => Promise<Outcome> }} Runner
 * @type {Runner[]}
 */
export const RUNNERS = [
  tool('format', () => [findProgram('prettier'), '--check', '.']),
  tool('lint', () => [findProgram('eslint'), '--max-warnings', '0', '.']),
  tool('types', () => [findTypeScript(), '-b', 'tsconfig.json', 'src/tsconfig.pure.json']),
  ...['unit', 'contract', 'model', 'repo', 'e2e'].map(vitestProject),
];

/**
 * @param {string[]} args of `npm test`: `--only unit,e2e`, `--no-kernels`
 * @throws SetupError for anything else
 */
export function readFlags(args) {
  const others = args.filter((arg) => arg !== '--no-kernels');
  return { runners: chooseRunners(others), hasKernels: others.length === args.length };
}

function chooseRunners(args) {
  if (args.length === 0) return RUNNERS;
  const known = RUNNERS.map((runner) => runner.name);
  const wanted = (args.length === 1 ? args[0].replace(/^--only=/, '') : args[1]).split(',');
  const isOnly =
    args.length === 1 ? args[0].startsWith('--only=') : args.length === 2 && args[0] === '--only';
  const unknown = wanted.find((name) => !known.includes(name));
  if (!isOnly || unknown !== undefined) {
    throw new SetupError(
      `"${args.join(' ')}" is not understood: use --only with some of ${known.join(',')}, or --no-kernels.`,
    );
  }
  return RUNNERS.filter((runner) => wanted.includes(runner.name));
}

function tool(name, makeArgs) {
  return {
    name,
    isSingleCore: true,
    async run(options) {
      const { code, output } = await runNode(makeArgs(), { ...options, timeoutMs: TIMEOUT_MS });
      return { code, output, counts: countTool(code) };
    },
  };
}

/** TypeScript's package has two programs and is named like neither. */
function findTypeScript() {
  return path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
}

function vitestProject(name) {
  return {
    name,
    isSingleCore: false,
    async run(options) {
      const report = path.join(REPORTS, `${name}.json`);
      mkdirSync(REPORTS, { recursive: true });
      rmSync(report, { force: true });
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const { code, output } = await runNode(
        [findProgram('vitest'), 'run', '--project', PROJECTS[name] ?? name, ...reporters],
        {
          ...options,
          timeoutMs: TIMEOUT_MS,
        },
      );
      return { code, output, counts: countVitest(readReport(report), code) };
    },
  };
}

function readReport(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Half a report is what a crash leaves: it counts as no report.
    return undefined;
  }
}
