/** @file Memory of the kernels, and which build of them this runtime can run. */
import { expect, test } from 'vitest';
import { compileKernels } from '../../../../scripts/kernels.mjs';
import { hasRelaxedSimd } from '../../../../src/recognition/kernels/kernel-module.ts';
import { openPlainKernels } from './kernel-fixtures.ts';

test('tells relaxed SIMD by itself, as the whole build would', { timeout: 60_000 }, async () => {
  const relaxed = await compileKernels('relaxed');
  expect(hasRelaxedSimd()).toBe(WebAssembly.validate(relaxed.slice()));
});

test('memory grows with what is asked for, is zero, and nothing overlaps', async () => {
  const module = await openPlainKernels();
  const first = module.place(Float32Array.of(1, 2, 3));
  const second = module.allocate(1_000_000);
  const third = module.place(Float32Array.of(4));
  expect([...module.view(first, 3)]).toEqual([1, 2, 3]);
  expect(module.view(second, 1_000_000).every((value) => value === 0)).toBe(true);
  expect(second % 64).toBe(0);
  expect(second).toBeGreaterThanOrEqual(first + 12);
  expect(third).toBeGreaterThanOrEqual(second + 4_000_000);
  expect(module.view(third, 1)[0]).toBe(4);
});
