/** @file The change to MediaPipe's loader fits the version that is installed, and no other passes unnoticed. */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { shippedLoader } from '../../../scripts/mediapipe-loader.ts';

const FILE = 'node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.js';

test('the installed loader no longer counts for ever, and still offers its factory', () => {
  const source = readFileSync(FILE, 'utf8');
  const shipped = shippedLoader(source);
  expect(source).toContain('GL.counter++');
  expect(shipped).not.toContain('counter++');
  expect(shipped).toContain('indexOf(null,1)');
  expect(shipped).toMatch(/globalThis\.ModuleFactory=\w+/u);
  expect(shipped).toMatch(/export default \w+;?\s*$/u);
  expect(shipped.startsWith('/* MediaPipe 0.10.35, Apache-2.0. Changed by Nametag')).toBe(true);
});

test('free numbers are given out again, and 0 never is', () => {
  const [, reusing] =
    /(\w+=>\{[^{}]*indexOf\(null,1\)[^{}]*\})/u.exec(shippedLoader(readFileSync(FILE, 'utf8'))) ?? [];
  const getNewId = runInNewContext(`(${reusing ?? ''})`) as (table: unknown[]) => number;
  const table: unknown[] = [];
  for (const object of ['a', 'b', 'c']) table[getNewId(table)] = object;
  expect(table).toEqual([null, 'a', 'b', 'c']);
  table[2] = null;
  expect(getNewId(table)).toBe(2);
  table[2] = 'd';
  expect(getNewId(table)).toBe(4);
});

test('another loader is refused', () => {
  expect(() => shippedLoader('var GL = { getNewId: table => table.length };')).toThrow(
    "MediaPipe's loader has changed",
  );
});
