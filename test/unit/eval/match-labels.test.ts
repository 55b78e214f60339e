/** @file Which found face is which labelled one. */
import { expect, test } from 'vitest';
import { matchLabels } from '../../../scripts/eval/match-labels.ts';

function faceAt(x: number, size: number, looksLike: string) {
  return { box: { x, width: size, height: size }, looksLike };
}

const cost = (face: { readonly looksLike: string }, label: string): number =>
  face.looksLike === label ? 0.4 : 1;

function match(
  faces: readonly ReturnType<typeof faceAt>[],
  labels: readonly string[],
): (string | undefined)[] {
  return matchLabels(faces, labels, cost).map((face) => face?.looksLike);
}

test('as many faces as labels: from left to right, whatever they look like', () => {
  expect(match([faceAt(0.6, 0.1, 'Ann'), faceAt(0.1, 0.1, 'Zoe')], ['Ann', 'Bob'])).toEqual(['Zoe', 'Ann']);
});

test('the smallest of too many are people whom nobody labelled', () => {
  const faces = [faceAt(0.05, 0.01, 'child'), faceAt(0.1, 0.2, 'Ann'), faceAt(0.5, 0.2, 'Bob')];
  expect(match(faces, ['Ann', 'Bob'])).toEqual(['Ann', 'Bob']);
});

test('of too few, the label that nobody looks like has no face', () => {
  const faces = [faceAt(0.1, 0.2, 'Ann'), faceAt(0.7, 0.2, 'Cid')];
  expect(match(faces, ['Ann', 'Bob', 'Cid'])).toEqual(['Ann', undefined, 'Cid']);
  expect(match([faceAt(0.7, 0.2, 'Cid')], ['Ann', 'Bob', 'Cid'])).toEqual([undefined, undefined, 'Cid']);
});

test('no faces, no labels', () => {
  expect(match([], ['Ann'])).toEqual([undefined]);
  expect(match([faceAt(0, 0.1, 'Ann')], [])).toEqual([]);
});
