/** @file When the extension has to be built again. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashSources } from '../../../../scripts/setup/extension-build.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nametag-sources-'));
  mkdirSync(path.join(root, 'src'));
  writeFileSync(path.join(root, 'src', 'a.ts'), 'a');
  writeFileSync(path.join(root, 'manifest.json'), '{}');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

const hash = (): string => hashSources(root, ['manifest.json', 'src', 'missing']);

it('stays the same while nothing changes', () => {
  const before = hash();
  writeFileSync(path.join(root, 'README.md'), 'not a source');
  expect(hash()).toBe(before);
});

it.each([
  ['a changed file', 'src/a.ts', 'b'],
  ['a new file', 'src/b.ts', ''],
  ['a new folder', 'missing', ''],
])('changes with %s', (_what, file, text) => {
  const before = hash();
  writeFileSync(path.join(root, file), text);
  expect(hash()).not.toBe(before);
});

it('changes with a renamed file', () => {
  const before = hash();
  rmSync(path.join(root, 'src', 'a.ts'));
  writeFileSync(path.join(root, 'src', 'c.ts'), 'a');
  expect(hash()).not.toBe(before);
});

it('stays the same when something is downloaded for a model', () => {
  const hashModels = (): string => hashSources(root, ['models']);
  mkdirSync(path.join(root, 'models', 'downloads'), { recursive: true });
  const before = hashModels();
  writeFileSync(path.join(root, 'models', 'downloads', 'a.npy'), 'a');
  expect(hashModels()).toBe(before);
  writeFileSync(path.join(root, 'models', 'a.json'), '{}');
  expect(hashModels()).not.toBe(before);
});
