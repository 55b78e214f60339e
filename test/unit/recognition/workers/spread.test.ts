/** @file Where the next piece of work goes. */
import { beforeEach, describe, expect, test } from 'vitest';
import { Spread } from '../../../../src/recognition/workers/spread.ts';

let spread: Spread<string>;
/** By lane, the work that is under way or waits. */
let ends: { lane: string; done: () => void; fail: () => void }[];

beforeEach(() => {
  spread = new Spread('one');
  spread.add('two');
  ends = [];
});

function work(lane: string): Promise<string> {
  return new Promise((resolve, reject) => {
    ends.push({
      lane,
      done: () => {
        resolve(lane);
      },
      fail: () => {
        reject(new Error(lane));
      },
    });
  });
}

const begun = (): string[] => ends.map(({ lane }) => lane);

describe('work for whichever lane', () => {
  test('goes to each in turn while nothing is done', () => {
    for (let i = 0; i < 4; i++) void spread.inLeastBusy(work);
    expect(begun()).toEqual(['one', 'two', 'one', 'two']);
  });

  test('goes to the lane that has done its own', async () => {
    const asked = [1, 2, 3].map(() => spread.inLeastBusy(work));
    ends[1]?.done();
    await asked[1];
    void spread.inLeastBusy(work);
    expect(begun()).toEqual(['one', 'two', 'one', 'two']);
    ends[0]?.done();
    ends[2]?.done();
    await Promise.all([asked[0], asked[2]]);
    void spread.inLeastBusy(work);
    expect(begun().at(-1)).toBe('one');
  });

  test('goes to the first while it has nothing to do', async () => {
    for (let i = 0; i < 3; i++) {
      const asked = spread.inLeastBusy(work);
      ends[i]?.done();
      await expect(asked).resolves.toBe('one');
    }
  });

  test('makes room when it fails, too', async () => {
    const asked = spread.inLeastBusy(work);
    ends[0]?.fail();
    await expect(asked).rejects.toThrow('one');
    void spread.inLeastBusy(work);
    expect(begun()).toEqual(['one', 'one']);
  });

  test('avoids the first lane while that has work of its own', () => {
    void spread.inFirst(work);
    void spread.inFirst(work);
    for (let i = 0; i < 3; i++) void spread.inLeastBusy(work);
    expect(begun()).toEqual(['one', 'one', 'two', 'two', 'one']);
  });
});

test('is busy when no lane is free', async () => {
  expect(spread.isBusy).toBe(false);
  const asked = spread.inFirst(work);
  expect(spread.isBusy).toBe(false);
  void spread.inLeastBusy(work);
  expect(spread.isBusy).toBe(true);
  ends[0]?.done();
  await asked;
  expect(spread.isBusy).toBe(false);
});
