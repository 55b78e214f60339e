/** @file The plot of groups: bars by the logarithm of the rate, and names in words. */
import { expect, test } from 'vitest';
import { drawGroups } from '../../../scripts/eval/groups-plot.ts';

const widths = (svg: string): number[] =>
  [...svg.matchAll(/<rect x="150" y="[\d.]+" width="([\d.]+)"/gu)].map(([, width]) => Number(width));

test('ten times the rate is a fifth of the width more, and less than the least is nothing', () => {
  const svg = drawGroups([
    { name: 'east_asian, f', before: 1, after: 0.1 },
    { name: 'european', before: 0.00001, after: 0 },
  ]);
  expect(widths(svg)).toEqual([460, 368, 0, 0]);
});

test('groups are named in words, and rates are percentages', () => {
  const svg = drawGroups([
    { name: 'south_asian, m', before: 0.0336, after: 0.00019 },
    { name: 'east_asian, f', before: 0.5, after: 0.5 },
  ]);
  expect(svg).toContain('>South Asian men<');
  expect(svg).toContain('>East Asian women<');
  expect(svg).toContain('>3.4 %<');
  expect(svg).toContain('>0.019 %<');
});
