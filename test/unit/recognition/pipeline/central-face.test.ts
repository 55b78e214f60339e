/** @file Of the faces in a region the one in its middle is meant. */
import { expect, test } from 'vitest';
import { mostCentral } from '../../../../src/recognition/pipeline/central-face.ts';
import { detectionAt } from '../../faces.ts';

const MIDDLE = detectionAt(0.3, 0.3, 0.4, 0.5);
const ASIDE = detectionAt(0.4, 0.35, 0.4, 0.5);
/** Its middle is a quarter of the side from that of the region. */
const NEIGHBOUR = detectionAt(0.55, 0.3, 0.4, 0.4);

test('the nearest to the middle, wherever it stands in the list and however sure it is', () => {
  const faint = { ...MIDDLE, score: 0.1 };
  expect(mostCentral([ASIDE, faint, NEIGHBOUR])).toBe(faint);
  expect(mostCentral([faint, NEIGHBOUR, ASIDE])).toBe(faint);
  expect(mostCentral([ASIDE, NEIGHBOUR])).toBe(ASIDE);
});

test('somebody whose middle is a quarter of the side away is a neighbour', () => {
  expect(mostCentral([NEIGHBOUR])).toBeUndefined();
  const nearer = detectionAt(0.54, 0.3, 0.4, 0.4);
  expect(mostCentral([nearer])).toBe(nearer);
  // Less than that to the side and less than that down, but not in all.
  expect(mostCentral([detectionAt(0.5, 0.5, 0.4, 0.4)])).toBeUndefined();
});

test('nobody, where nothing was found', () => {
  expect(mostCentral([])).toBeUndefined();
});
