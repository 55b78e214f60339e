/** @file Anchors in storage: an exact round trip through JSON, and what happens to damaged ones. */
import { describe, expect, test } from 'vitest';
import type { Anchor } from '../../../src/core/gallery/anchor.ts';
import {
  ANCHOR_RECORD_VERSION,
  parseAnchorRecord,
  toAnchorRecord,
} from '../../../src/protocol/anchor-record.ts';
import { repeatableNoise } from '../pictures.ts';
import { spoil, times, type SpoiltMessage } from './message-cases.ts';

function embedding(seed: number): Float32Array {
  const noise = repeatableNoise(seed);
  return Float32Array.from({ length: 128 }, () => (noise() - 0.5) * 0.4);
}

const anchor: Anchor = {
  id: 'a1',
  name: 'Ann <b>“Ä” 😀',
  createdAtMs: 1_700_000_000_000,
  isNeverNamed: true,
  samples: [
    {
      id: 's1',
      enrolledAtMs: 1_700_000_000_001,
      source: 'webcam',
      quality: 0.7313,
      cropUrl: 'data:image/jpeg;base64,AAAA',
      embeddings: { compact: embedding(1), facenet: embedding(2) },
    },
    {
      id: 's2',
      enrolledAtMs: 1_700_000_000_002,
      source: 'picture',
      quality: 0,
      cropUrl: 'data:image/png;base64,AAAA',
      embeddings: {},
    },
  ],
};

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('round trip', () => {
  test('an anchor comes back from JSON bit for bit', () => {
    expect(parseAnchorRecord(throughJson(toAnchorRecord(anchor)))).toEqual(anchor);
  });

  test('the smallest and largest float32 survive', () => {
    const extremes = Float32Array.of(1.401298464324817e-45, 3.4028234663852886e38, -1 / 3, 0.1, 0);
    const [sample] = anchor.samples;
    const extreme = { ...anchor, samples: [{ ...sample, embeddings: { compact: extremes } }] } as Anchor;
    const back = parseAnchorRecord(throughJson(toAnchorRecord(extreme)));
    expect(back?.samples[0]?.embeddings['compact']).toEqual(extremes);
  });

  test('an anchor without samples comes back', () => {
    const bare = { ...anchor, samples: [] };
    expect(parseAnchorRecord(throughJson(toAnchorRecord(bare)))).toEqual(bare);
  });

  test('the record is plain JSON: nothing is lost on the way', () => {
    const record = toAnchorRecord(anchor);
    expect(throughJson(record)).toEqual(record);
  });
});

describe('parseAnchorRecord', () => {
  const record = throughJson(toAnchorRecord(anchor)) as Record<string, unknown>;
  const [sample] = record['samples'] as [Record<string, unknown>];
  const withSample = (changes: Record<string, unknown>) => ({
    ...record,
    samples: [{ ...sample, ...changes }],
  });

  test.for<SpoiltMessage>([
    ...spoil(record),
    ['a later version', { ...record, version: ANCHOR_RECORD_VERSION + 1 }],
    ['version 0', { ...record, version: 0 }],
    ['a version in text', { ...record, version: '1' }],
    ['an empty name', { ...record, name: '' }],
    ['an empty id', { ...record, id: '' }],
    ['a time before time', { ...record, createdAtMs: -1 }],
    ['samples as an object', { ...record, samples: { 0: sample } }],
    ['more samples than a configuration may carry', { ...record, samples: times(65, sample) }],
    ['a sample that is null', { ...record, samples: [null] }],
    ['a key in a sample', withSample({ extra: 1 })],
    ['a crop that is an address', withSample({ cropUrl: 'https://example.org/a.jpg' })],
    ['a quality above 1', withSample({ quality: 2 })],
    ['an unknown source', withSample({ source: 'mirror' })],
    ['an empty embedding', withSample({ embeddings: { compact: [] } })],
    [
      'null in an embedding, which is what JSON makes of NaN',
      withSample({ embeddings: { compact: [0.1, null] } }),
    ],
    ['text in an embedding', withSample({ embeddings: { compact: ['0.1'] } })],
    ['an embedding as JSON makes it of a typed array', withSample({ embeddings: { compact: { 0: 0.1 } } })],
    [
      'an embedding that is too long',
      withSample({ embeddings: { compact: Array.from({ length: 1025 }, () => 0) } }),
    ],
    ['nothing', undefined],
    ['null', null],
    ['text', 'Ann'],
    ['a list', []],
  ])('refuses a record with %s', ([, damaged]) => {
    expect(parseAnchorRecord(damaged)).toBeUndefined();
  });

  test('reads a record of version 1, which knew nobody who is never named', () => {
    const { isNeverNamed, ...first } = record;
    expect(isNeverNamed).toBe(true);
    expect(parseAnchorRecord({ ...first, version: 1 })).toEqual({ ...anchor, isNeverNamed: false });
  });

  test('a number beyond float32 is damage too: it would become infinite', () => {
    expect(parseAnchorRecord(withSample({ embeddings: { compact: [1e39] } }))).toBeUndefined();
  });
});
