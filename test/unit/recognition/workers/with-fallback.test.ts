/** @file The kernels serve while they can; then the fallback does, and nothing that was asked is lost. */
import { expect, test, vi } from 'vitest';
import { FaultError } from '../../../../src/core/errors/fault.ts';
import { KERNEL_LACKS, KernelsLacking } from '../../../../src/core/errors/kernel-lack.ts';
import { WithFallback } from '../../../../src/recognition/workers/with-fallback.ts';

interface Tool {
  say(word: string): Promise<string>;
}

const KERNELS: Tool = { say: (word) => Promise.resolve(`kernels ${word}`) };
const FALLBACK: Tool = { say: (word) => Promise.resolve(`fallback ${word}`) };

/** A module whose only function is `unreachable`: what it throws is what a trap of the kernels throws. */
const TRAP = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 4, 1, 96, 0, 0],
  ...[3, 2, 1, 0],
  ...[7, 8, 1, 4, 116, 114, 97, 112, 0, 0],
  ...[10, 5, 1, 3, 0, 0, 11],
);

function trap(): never {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(TRAP));
  (exports['trap'] as () => void)();
  throw new Error('no trap');
}

const openFallback = () => vi.fn(() => Promise.resolve(FALLBACK));

test('the kernels serve, and the fallback is not even opened', async () => {
  const fallback = openFallback();
  const tool = await WithFallback.open({ kernels: () => Promise.resolve(KERNELS), fallback });
  expect(await tool.use((one) => one.say('a'))).toBe('kernels a');
  expect(tool.kernels).toBe('used');
  expect(fallback).not.toHaveBeenCalled();
});

test.for(KERNEL_LACKS)('kernels that lack (%s) are replaced when it opens', async (lack) => {
  const kernels = () => Promise.reject(new KernelsLacking(lack));
  const tool = await WithFallback.open<Tool>({ kernels, fallback: openFallback() });
  expect(await tool.use((one) => one.say('a'))).toBe('fallback a');
  expect(tool.kernels).toBe(lack);
});

test('a trap while it opens counts as one', async () => {
  const tool = await WithFallback.open<Tool>({
    kernels: () => Promise.resolve().then(trap),
    fallback: openFallback(),
  });
  expect(tool.kernels).toBe('trapped');
});

test('a network without kernels is nobody’s fault', async () => {
  const tool = await WithFallback.open<Tool>({ fallback: openFallback() });
  expect(await tool.use((one) => one.say('a'))).toBe('fallback a');
  expect(tool.kernels).toBe('none');
});

test('what is asked when the kernels trap is answered by the fallback, which is opened once for all', async () => {
  const fallback = openFallback();
  const tool = await WithFallback.open<Tool>({
    kernels: () => Promise.resolve({ say: () => Promise.resolve().then(trap) }),
    fallback,
  });
  const answers = await Promise.all(['a', 'b'].map((word) => tool.use((one) => one.say(word))));
  expect(answers).toEqual(['fallback a', 'fallback b']);
  expect(tool.kernels).toBe('trapped');
  expect(await tool.use((one) => one.say('c'))).toBe('fallback c');
  expect(fallback).toHaveBeenCalledTimes(1);
});

test('a damaged model is no lack of the kernels', async () => {
  const fallback = openFallback();
  const damaged = new FaultError('model-damaged', 'x');
  await expect(WithFallback.open({ kernels: () => Promise.reject(damaged), fallback })).rejects.toBe(damaged);
  expect(fallback).not.toHaveBeenCalled();
});

test('what the fallback throws is thrown, a trap of its own too, and asked again it tries again', async () => {
  const fallback = vi.fn(() => Promise.resolve<Tool>({ say: () => Promise.resolve().then(trap) }));
  fallback.mockRejectedValueOnce(new FaultError('webgl-missing', 'x'));
  const tool = await WithFallback.open<Tool>({
    kernels: () => Promise.resolve({ say: () => Promise.resolve().then(trap) }),
    fallback,
  });
  const ask = () => tool.use((one) => one.say('a'));
  await expect(ask()).rejects.toMatchObject({ code: 'webgl-missing' });
  await expect(ask()).rejects.toThrow(WebAssembly.RuntimeError);
  await expect(ask()).rejects.toThrow(WebAssembly.RuntimeError);
  expect(fallback).toHaveBeenCalledTimes(2);
});
