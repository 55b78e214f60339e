/** @file Names that a track must not bear: from the click on, and as long as the rejection holds. */
import { beforeEach, describe, expect, test } from 'vitest';
import { Bars } from '../../../src/offscreen/bars.ts';
import { DEFAULT_SETTINGS, type Configuration } from '../../../src/protocol/background-messages.ts';
import type { VideoSession } from '../../../src/recognition/pipeline/video-session.ts';

/** By track and anchor. */
let barred: Set<string>;
let bars: Bars;

beforeEach(() => {
  barred = new Set();
  const session = {
    bar: (track: number, anchorId: string) => {
      const isNew = !barred.has(`${String(track)}/${anchorId}`);
      barred.add(`${String(track)}/${anchorId}`);
      return isNew;
    },
    unbar: (track: number, anchorId: string) => barred.delete(`${String(track)}/${anchorId}`),
  };
  bars = new Bars(session as unknown as VideoSession);
});

/** Rejections by their correction, and the names of those who are saved. */
function configuration(rejections: Record<string, string>, saved: readonly string[]): Configuration {
  return {
    revision: 1,
    settings: DEFAULT_SETTINGS,
    activeModelId: null,
    anchors: saved.map((anchorId) => ({
      anchorId,
      name: anchorId.replace(/\d/u, ''),
      isNeverNamed: false,
      samples: [],
    })),
    rejections: Object.entries(rejections).map(([correctionId, anchorId]) => ({
      correctionId,
      anchorId,
      name: anchorId.replace(/\d/u, ''),
      embeddings: {},
    })),
  };
}

test('bars at once', () => {
  bars.add(1, 'a');
  expect([...barred]).toEqual(['1/a']);
});

test('lets go when the store failed', () => {
  bars.add(1, 'a').drop();
  expect([...barred]).toEqual([]);
  expect(bars.follow(configuration({}, ['a']))).toBe(false);
});

test('two of one kind: the name stays away until both are gone', () => {
  bars.add(1, 'a').keep('c1');
  bars.add(1, 'a').keep('c2');
  bars.follow(configuration({ c1: 'a', c2: 'a' }, ['a']));
  expect(bars.follow(configuration({ c2: 'a' }, ['a']))).toBe(false);
  expect([...barred]).toEqual(['1/a']);
  expect(bars.follow(configuration({}, ['a']))).toBe(true);
  expect([...barred]).toEqual([]);
});

describe('while it is being stored', () => {
  test('a configuration without it does not lift it', () => {
    const bar = bars.add(1, 'a');
    bars.follow(configuration({}, ['a']));
    bar.keep('c');
    bars.follow(configuration({}, ['a']));
    expect([...barred]).toEqual(['1/a']);
  });
});

describe('once it is known', () => {
  beforeEach(() => {
    bars.add(1, 'a').keep('c');
    bars.follow(configuration({ c: 'a' }, ['a', 'b']));
  });

  test('it goes when it was undone', () => {
    expect(bars.follow(configuration({}, ['a', 'b']))).toBe(true);
    expect([...barred]).toEqual([]);
    expect(bars.correctionsOf(1)).toEqual([]);
  });

  test('it follows a merge, and comes back from it', () => {
    bars.follow(configuration({ c: 'b' }, ['b']));
    expect([...barred]).toEqual(['1/b']);
    bars.follow(configuration({ c: 'a' }, ['a', 'b']));
    expect([...barred]).toEqual(['1/a']);
  });

  test('it holds for whoever is enrolled anew under the name', () => {
    bars.follow(configuration({ c: 'a' }, ['b']));
    bars.follow(configuration({ c: 'a' }, ['b', 'a2']));
    expect([...barred]).toEqual(['1/a2']);
  });

  test('it is known as a correction of this track alone', () => {
    expect([bars.correctionsOf(1), bars.correctionsOf(2)]).toEqual([['c'], []]);
  });
});

test('of too many the oldest go', () => {
  for (let track = 0; track <= 200; track++) bars.add(track, 'a');
  expect(barred.size).toBe(200);
  expect(barred.has('0/a')).toBe(false);
});
