/** @file Memory is given back, and only memory that may be. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { release } from '../../../../src/core/image/release.ts';

/** Node 20 cannot yet: what browsers do, by the older way of handing memory over. */
const given = vi.fn(function transfer(this: ArrayBuffer, length: number): ArrayBuffer {
  structuredClone(this, { transfer: [this] });
  return new ArrayBuffer(length);
});

const ownTransfer = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'transfer');
const ownDetached = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'detached');

beforeEach(() => {
  Object.defineProperty(ArrayBuffer.prototype, 'transfer', { configurable: true, value: given });
  Object.defineProperty(ArrayBuffer.prototype, 'detached', {
    configurable: true,
    get(this: ArrayBuffer) {
      return given.mock.contexts.includes(this);
    },
  });
});

afterEach(() => {
  given.mockClear();
  for (const [name, own] of [
    ['transfer', ownTransfer],
    ['detached', ownDetached],
  ] as const) {
    if (own === undefined) Reflect.deleteProperty(ArrayBuffer.prototype, name);
    else Object.defineProperty(ArrayBuffer.prototype, name, own);
  }
});

test('all of the memory goes, also of a view of a part', () => {
  const memory = new Uint8ClampedArray(100);
  release(memory.subarray(10, 20));
  expect(memory).toHaveLength(0);
});

test('a second time nothing happens', () => {
  const numbers = new Float32Array(4);
  release(numbers);
  release(numbers);
  expect(given).toHaveBeenCalledTimes(1);
});

test('shared memory stays', () => {
  const shared = new Uint8Array(new SharedArrayBuffer(8));
  release(shared);
  expect(shared).toHaveLength(8);
});

test('where the runtime cannot, the memory stays', () => {
  Reflect.deleteProperty(ArrayBuffer.prototype, 'transfer');
  const memory = new Uint8Array(8);
  release(memory);
  expect(memory).toHaveLength(8);
});
