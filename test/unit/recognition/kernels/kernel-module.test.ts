/** @file Memory of the kernels, and whether this runtime can run them. */
import { beforeEach, describe, expect, test } from 'vitest';
import { compileKernels } from '../../../../scripts/kernels.mjs';
import { KernelModule, hasRelaxedSimd } from '../../../../src/recognition/kernels/kernel-module.ts';
import { openTestKernels } from './kernel-fixtures.ts';

test('tells relaxed SIMD by itself, as the whole build would', { timeout: 60_000 }, async () => {
  const relaxed = await compileKernels();
  expect(hasRelaxedSimd()).toBe(WebAssembly.validate(relaxed.slice()));
});

test('memory grows with what is asked for, is zero, and nothing overlaps', async () => {
  const module = await openTestKernels();
  const first = module.place(() => Float32Array.of(1, 2, 3));
  const second = module.allocate(1_000_000);
  const third = module.place(() => Float32Array.of(4));
  expect([...module.view(first, 3)]).toEqual([1, 2, 3]);
  expect(module.view(second, 1_000_000).every((value) => value === 0)).toBe(true);
  expect(second % 64).toBe(0);
  expect(second).toBeGreaterThanOrEqual(first + 12);
  expect(third).toBeGreaterThanOrEqual(second + 4_000_000);
  expect(module.view(third, 1)[0]).toBe(4);
});

describe('a second instance on the same memory', () => {
  let first: KernelModule;
  let second: KernelModule;
  let weights: number[];

  beforeEach(async () => {
    first = await openTestKernels();
    weights = [[1, 2], [3]].map((values) => first.place(() => Float32Array.from(values)));
    second = new KernelModule(first.share().module, first.share());
  });

  function placeAgain(): number {
    return second.place(() => {
      throw new Error('made again');
    });
  }

  test('has the weights of the first, without making them', () => {
    expect([placeAgain(), placeAgain()]).toEqual(weights);
    expect(weights.map((start) => [...second.view(start, 1)])).toEqual([[1], [3]]);
  });

  test('has no others', () => {
    placeAgain();
    placeAgain();
    expect(placeAgain).toThrow('fewer weights');
  });

  test('does not get what the first one gets, whoever asks when', () => {
    const starts = [first, second, second, first].map((instance) => instance.allocate(100_000));
    for (const [index, start] of starts.entries()) first.view(start, 100_000).fill(index + 1);
    for (const [index, start] of starts.entries()) {
      expect(second.view(start, 100_000).every((value) => value === index + 1)).toBe(true);
    }
    expect(weights.map((start) => first.view(start, 1)[0])).toEqual([1, 3]);
  });
});
