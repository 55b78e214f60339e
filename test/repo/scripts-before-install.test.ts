/** @file The scripts that run before `npm ci` import nothing that `npm ci` would have to install first. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const SCRIPTS = path.resolve(import.meta.dirname, '../../scripts');

it.each(['start.mjs', 'test.mjs', 'build.mjs'])('%s', (entry) => {
  const files = collectFiles(path.join(SCRIPTS, entry));
  expect(files.size).toBeGreaterThan(3);
  for (const [file, imports] of files) {
    const foreign = imports.filter((name) => !name.startsWith('node:') && !name.startsWith('.'));
    expect({ file, foreign }).toEqual({ file, foreign: [] });
  }
});

it.each(['test.mjs', 'build.mjs', 'eval.mjs'])('%s never downloads FaceNet', (entry) => {
  const reached = (script: string) => [...collectFiles(path.join(SCRIPTS, script)).keys()];
  const fetching = path.join(SCRIPTS, 'setup', 'facenet.mjs');
  expect(reached('start.mjs')).toContain(fetching);
  expect(reached(entry)).not.toContain(fetching);
});

/** Every file that is imported, with what it imports itself. */
function collectFiles(file: string, files = new Map<string, string[]>()): Map<string, string[]> {
  if (files.has(file) || !existsSync(file)) return files;
  const source = readFileSync(file, 'utf8');
  const imports = [...source.matchAll(/^import (?:[^;]*? from )?'([^']+)';/gm)].flatMap(
    ([, name]) => name ?? [],
  );
  files.set(file, imports);
  for (const name of imports) {
    if (name.startsWith('.')) collectFiles(path.resolve(path.dirname(file), name), files);
  }
  return files;
}
