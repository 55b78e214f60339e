/** @file Samples that change hands. */
import { describe, expect, test } from 'vitest';
import { MAX_SAMPLES_PER_ANCHOR, type Anchor, type Sample } from '../../../../src/core/gallery/anchor.ts';
import {
  forgetEmbedding,
  joinSamples,
  withSamples,
  withoutSamples,
} from '../../../../src/core/gallery/edit-samples.ts';

function sample(at: number, rest: Partial<Sample> = {}): Sample {
  const embeddings = { compact: Float32Array.of(at) };
  const base = { enrolledAtMs: at, source: 'tab', quality: 0.5, cropUrl: 'data:image/png,' } as const;
  return { id: String(at), ...base, embeddings, ...rest };
}

const anchor = (samples: readonly Sample[]): Anchor => ({
  id: 'a',
  name: 'Ann',
  createdAtMs: 1,
  isNeverNamed: false,
  samples,
});
const range = (from: number, count: number): Sample[] =>
  Array.from({ length: count }, (_, index) => sample(from + index));
const idsOf = ({ samples }: Anchor) => samples.map(({ id }) => id);

test('added ones come last, and the oldest make room', () => {
  const full = anchor(range(0, MAX_SAMPLES_PER_ANCHOR));
  expect(idsOf(withSamples(full, [sample(99)]))).toEqual([...idsOf(full).slice(1), '99']);
});

test('adding nothing changes nothing', () => {
  const one = anchor(range(0, 2));
  expect(withSamples(one, [])).toBe(one);
});

test('removed ones are gone', () => {
  expect(idsOf(withoutSamples(anchor(range(0, 3)), ['1', 'x']))).toEqual(['0', '2']);
});

describe('joinSamples', () => {
  test('in the order in which they were enrolled', () => {
    expect(idsOf(joinSamples(anchor([sample(1), sample(3)]), [sample(2), sample(0)]))).toEqual([
      '0',
      '1',
      '2',
      '3',
    ]);
  });

  test('of too many keeps unlike ones, whosever they were', () => {
    const alike = range(0, 19).map((one) => ({ ...one, embeddings: { compact: Float32Array.of(0) } }));
    const joined = joinSamples(anchor(alike), range(100, 5));
    expect(joined.samples).toHaveLength(MAX_SAMPLES_PER_ANCHOR);
    expect(idsOf(joined).slice(-5)).toEqual(['100', '101', '102', '103', '104']);
  });

  test('those that no network in common knows go by their quality', () => {
    const unknown = Array.from({ length: 22 }, (_, index) =>
      sample(index, { embeddings: {}, quality: index === 3 ? 0.1 : 0.6 }),
    );
    const kept = idsOf(joinSamples(anchor([]), unknown));
    expect(kept).toHaveLength(MAX_SAMPLES_PER_ANCHOR);
    expect(kept).not.toContain('3');
  });
});

test('what a network said is forgotten, and what others said is not', () => {
  const both = sample(1, { embeddings: { compact: Float32Array.of(1), facenet: Float32Array.of(2) } });
  expect(forgetEmbedding(both, 'compact').embeddings).toEqual({ facenet: Float32Array.of(2) });
  expect(forgetEmbedding(both, 'other')).toBe(both);
});
