/**
 * @file Runs JavaScript tools as children of this Node, without a shell, so that it works the same on Windows.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const ROOT = path.resolve(fileURLToPath(import.meta.url), '../../..');

/**
 * @param {string} packageName a package in node_modules with one program, or with one named like the package
 * @returns {string} the absolute path of that program's JavaScript
 */
export function findProgram(packageName) {
  const folder = path.join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : (bin[packageName] ?? Object.values(bin)[0]));
}

/**
 * Runs `node ...args` in the repository and keeps what it prints.
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, timeoutMs?: number, onLine?: (line: string) => void }} [options]
 *   `onLine` gets every line that is printed, without colours
 * @returns {Promise<{ code: number, output: string }>} `code` is never 0 when the child crashed or ran out of time
 */
export function runNode(args, options = {}) {
  return runProgram(process.execPath, args, options);
}

/** As `runNode`, for any program. */
export function runProgram(program, args, { env = {}, timeoutMs, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
      const lines = stripColours(chunk)
        .split(/[\r\n]+/)
        .filter((line) => line.trim() !== '');
      for (const line of lines) onLine?.(line.trim());
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on('close', (code, signal) => {
      if (signal !== null) output += `\nEnded by ${signal}${child.killed ? ': it took too long' : ''}.`;
      resolve({ code: code ?? 1, output });
    });
  });
}

function stripColours(text) {
  // eslint-disable-next-line no-control-regex -- terminal colours start with the control character ESC
  return text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '');
}
