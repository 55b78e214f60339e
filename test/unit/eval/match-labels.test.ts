/** @file Which found face is which labelled one. */
import { expect, test } from 'vitest';
import { matchLabels, matchNote } from '../../../scripts/eval/match-labels.ts';

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

test('a note says where faces and labels do not agree in number', () => {
  expect(matchNote(3, 3)).toBeUndefined();
  expect(matchNote(4, 3)).toMatch(/^4 faces found for 3 labels: the smallest/);
  expect(matchNote(2, 3)).toMatch(/^2 faces found for 3 labels: laid over/);
});
