/** @file What runs the networks is one sentence, which says why where it is not Nametag's own code. */
import { expect, test } from 'vitest';
import type { KernelUse } from '../../../src/core/errors/kernel-lack.ts';
import { describeKernels } from '../../../src/ui/shared/panel/kernel-words.ts';

test.for([
  ['used', 'used', 'Nametag’s own fast code.'],
  ['used', 'none', 'Nametag’s own code finds faces and ONNX Runtime compares them.'],
  [
    'used',
    'trapped',
    'Nametag’s own code finds faces and ONNX Runtime compares them, because Nametag’s own code stopped while it ran.',
  ],
  ['none', 'used', 'MediaPipe finds faces and Nametag’s own code compares them.'],
  ['none', 'none', 'MediaPipe and ONNX Runtime, which are slower.'],
  [
    'no-relaxed-simd',
    'no-relaxed-simd',
    'MediaPipe and ONNX Runtime, which are slower, because this browser lacks relaxed SIMD.',
  ],
  [
    'not-compiled',
    'none',
    'MediaPipe and ONNX Runtime, which are slower, because this browser cannot start Nametag’s own code.',
  ],
] as const satisfies readonly (readonly [KernelUse, KernelUse, string])[])(
  'detector %s, embedder %s',
  ([detector, embedder, sentence]) => {
    expect(describeKernels({ detector, embedder })).toBe(sentence);
  },
);

test('nothing is said before the networks are open', () => {
  expect(describeKernels(undefined)).toBe('–');
});
