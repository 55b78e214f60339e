/** @file Runs npm: the one that runs us, or the one that came with this Node, without a shell. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runNode, runProgram } from './run-node.mjs';

/**
 * Runs `npm ...args` in the repository, so that the person's registry and proxy settings hold.
 * @param {string[]} args
 * @param {(line: string) => void} [onLine] gets every line that npm prints
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runNpm(args, onLine) {
  const nodeFolder = path.dirname(process.execPath);
  const cli = [
    process.env.npm_execpath ?? '',
    path.join(nodeFolder, 'node_modules/npm/bin/npm-cli.js'),
    path.join(nodeFolder, '../lib/node_modules/npm/bin/npm-cli.js'),
  ].find((file) => path.basename(file) === 'npm-cli.js' && existsSync(file));
  return cli === undefined ? runProgram('npm', args, { onLine }) : runNode([cli, ...args], { onLine });
}
