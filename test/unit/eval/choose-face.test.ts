/** @file Which face of a picture stands for it. */
import { expect, test } from 'vitest';
import { chooseFace } from '../../../scripts/eval/choose-face.ts';
import type { SeenFace } from '../../../scripts/browser/product.ts';

function faceAt(centerX: number, centerY: number, side: number): SeenFace {
  const box = { x: centerX - side / 2, y: centerY - side / 2, width: side, height: side };
  return { box, quality: 1, embedding: Float32Array.of(centerX), name: undefined };
}

const [large, near, far] = [faceAt(0.2, 0.5, 0.3), faceAt(0.5, 0.6, 0.1), faceAt(0.9, 0.9, 0.1)];
const picture = { kind: 'faces', faces: [far, large, near], widthPx: 400, heightPx: 400 } as const;

test('the largest, or the one nearest the middle', () => {
  expect(chooseFace(picture, 'largest')).toBe(large);
  expect(chooseFace(picture, 'middle')).toBe(near);
});

test('near is near in pixels, not in shares of the sides', () => {
  const [beside, below] = [faceAt(0.62, 0.5, 0.1), faceAt(0.5, 0.65, 0.1)];
  const faces = [beside, below];
  expect(chooseFace({ ...picture, faces }, 'middle')).toBe(beside);
  expect(chooseFace({ ...picture, faces, widthPx: 800 }, 'middle')).toBe(below);
});

test('without a face there is none', () => {
  expect(chooseFace({ kind: 'no-face' }, 'middle')).toBeUndefined();
  expect(chooseFace({ kind: 'unreadable' }, 'largest')).toBeUndefined();
});
