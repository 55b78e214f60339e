/** @file The change to MediaPipe's loader fits the version that is installed, and no other passes unnoticed. */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { NUMBERS, REUSING, shippedLoader } from '../../../scripts/mediapipe-loader.ts';

const FILE = 'node_modules/@mediapipe/tasks-vision/wasm/vision_wasm_module_internal.js';

test('the installed loader no longer counts for ever, and still offers its factory', () => {
  const source = readFileSync(FILE, 'utf8');
  const shipped = shippedLoader(source);
  expect(source).toContain('GL.counter++');
  expect(shipped).not.toContain('counter++');
  expect(shipped).toContain(String(NUMBERS - 1));
  expect(shipped).toMatch(/globalThis\.ModuleFactory=\w+/u);
  expect(shipped).toMatch(/export default \w+;?\s*$/u);
  expect(shipped.startsWith('/* MediaPipe 0.10.35, Apache-2.0. Changed by Nametag')).toBe(true);
});

test('numbers come again after a full round, those in use and 0 never', () => {
  const { getNewId } = runInNewContext(`GL = { counter: 1 }; ({ ${REUSING} })`) as {
    getNewId: (table: unknown[]) => number;
  };
  const table: unknown[] = [];
  const take = (): number => {
    const id = getNewId(table);
    table[id] = 'used';
    return id;
  };
  expect([take(), take(), take()]).toEqual([1, 2, 3]);
  table[2] = null;
  expect(take()).toBe(4);
  for (let id = 5; id < NUMBERS; id++) {
    expect(take()).toBe(id);
    table[id] = null;
  }
  // 1 is still in use.
  expect(take()).toBe(2);
  expect(take()).toBe(5);
  expect(table).toHaveLength(NUMBERS);
  expect(table[0]).toBeNull();
});

test('another loader is refused', () => {
  expect(() => shippedLoader('var GL = { getNewId: table => table.length };')).toThrow(
    "MediaPipe's loader has changed",
  );
});
