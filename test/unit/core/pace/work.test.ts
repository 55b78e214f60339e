import { expect, test } from 'vitest';
import { WorkTotals } from '../../../../src/core/pace/work.ts';

test('parts add up, and what is not mentioned stays', () => {
  const totals = new WorkTotals();
  totals.add({ frames: 1, detectMs: 12, pageMs: 2 });
  const before = totals.total;
  totals.add({ looks: 1, refineMs: 9, embedMs: 20, ownMs: 0.5 });
  totals.add({ frames: 1, detectMs: 10, queueMs: 3 });
  totals.add({ followed: 1 });
  expect(totals.total).toEqual({
    frames: 2,
    followed: 1,
    looks: 1,
    pageMs: 2,
    detectMs: 22,
    refineMs: 9,
    embedMs: 20,
    ownMs: 0.5,
    queueMs: 3,
  });
  expect(before.frames).toBe(1);
});
