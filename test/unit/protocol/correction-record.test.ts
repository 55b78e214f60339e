/** @file Corrections in storage: an exact round trip through JSON, and what happens to damaged ones. */
import { describe, expect, test } from 'vitest';
import type { Correction } from '../../../src/core/corrections/correction.ts';
import {
  CORRECTION_RECORD_VERSION,
  parseCorrectionRecord,
  toCorrectionRecord,
} from '../../../src/protocol/correction-record.ts';
import { spoil, times, type SpoiltMessage } from './message-cases.ts';

const face = {
  id: 'f1',
  cropUrl: 'data:image/jpeg;base64,AAAA',
  quality: 0.75,
  embeddings: { compact: Float32Array.of(-1 / 3, 0.1), facenet: Float32Array.of(3.4028234663852886e38) },
};
const outline = { id: 'a', name: 'Ann', createdAtMs: 5, isNeverNamed: false, sampleIds: ['s1', 's2'] };
const base = {
  id: 'c1',
  madeAtMs: 1_700_000_000_000,
  anchorId: 'a',
  name: 'Ann <b>“Ä” 😀',
  otherNames: [],
  lifted: [],
  redirected: [],
} as const;

const not: Correction = {
  ...base,
  kind: 'not',
  rejection: {
    faces: [face, { ...face, id: 'f2', embeddings: {} }],
    against: { anchorId: 'b', name: 'Bea' },
    grounds: { sampleId: 's1', distance: 0.41, runnerUp: { anchorId: 'e', name: 'Eve', distance: 0.5 } },
  },
  undoneAtMs: 1_700_000_000_001,
  liftedBy: 'c2',
};
const merged: Correction = {
  ...base,
  kind: 'merged',
  otherNames: ['Anna', 'Annie'],
  change: {
    before: [outline, { ...outline, id: 'b' }],
    after: [outline],
    dropped: [{ ...face, enrolledAtMs: 3, source: 'webcam' }],
  },
  lifted: ['c0'],
  redirected: [{ correctionId: 'c3', against: { anchorId: 'b', name: 'Bea' } }],
};

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.for([not, merged, { ...base, kind: 'renamed' } satisfies Correction])(
  '%# comes back from JSON bit for bit',
  (one) => {
    expect(parseCorrectionRecord(throughJson(toCorrectionRecord(one)))).toEqual(one);
  },
);

test('the record is plain JSON: nothing is lost on the way', () => {
  const record = toCorrectionRecord(merged);
  expect(throughJson(record)).toEqual(record);
});

describe('parseCorrectionRecord', () => {
  const record = throughJson(toCorrectionRecord(not)) as { correction: Record<string, unknown> };
  const other = throughJson(toCorrectionRecord(merged)) as { correction: Record<string, unknown> };
  const { correction } = record;
  const rejection = correction['rejection'] as { faces: [object]; grounds: object };
  const change = other.correction['change'] as { before: object[]; dropped: [object] };
  const withPart = (part: Record<string, unknown>) => ({ ...record, correction: { ...correction, ...part } });
  const withRejection = (part: Record<string, unknown>) => withPart({ rejection: { ...rejection, ...part } });
  const withFace = (part: Record<string, unknown>) =>
    withRejection({ faces: [{ ...rejection.faces[0], ...part }] });
  const withChange = (part: Record<string, unknown>) => withPart({ change: { ...change, ...part } });

  test.for<SpoiltMessage>([
    ...spoil(record),
    ...spoil(correction, ['rejection', 'undoneAtMs', 'liftedBy']).map(([fault, spoilt]): SpoiltMessage => [
      fault,
      { ...record, correction: spoilt },
    ]),
    ['a later version', { ...record, version: CORRECTION_RECORD_VERSION + 1 }],
    ['an unheard-of kind', withPart({ kind: 'forgiven' })],
    ['an empty name', withPart({ name: '' })],
    ['a time before time', withPart({ madeAtMs: -1 })],
    ['a face that is null', withRejection({ faces: [null] })],
    ['a crop that is an address', withFace({ cropUrl: 'https://example.org/a.jpg' })],
    ['a number that is no float32', withFace({ embeddings: { compact: [1e39] } })],
    ['an empty embedding', withFace({ embeddings: { compact: [] } })],
    ['grounds without a distance', withRejection({ grounds: { sampleId: 's' } })],
    ['a target without a name', withRejection({ against: { anchorId: 'a' } })],
    ['66 anchors', withChange({ before: times(66, change.before[0]) })],
    [
      'a dropped sample without its source',
      withChange({ dropped: [{ ...change.dropped[0], source: undefined }] }),
    ],
  ])('refuses %s', ([, spoilt]) => {
    expect(parseCorrectionRecord(spoilt)).toBeUndefined();
  });

  test.for([undefined, null, 7, 'correction', []])('%j is no record', (value) => {
    expect(parseCorrectionRecord(value)).toBeUndefined();
  });
});
