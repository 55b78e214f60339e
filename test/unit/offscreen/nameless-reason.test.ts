/** @file Why a face bears no name: truth table. */
import { expect, test } from 'vitest';
import { entryOf, type Gallery } from '../../../src/core/gallery/gallery.ts';
import { NO_EVIDENCE, type Evidence } from '../../../src/core/matching/evidence.ts';
import { PENDING, UNKNOWN, type Verdict } from '../../../src/core/matching/verdict.ts';
import type { Weakness } from '../../../src/core/quality/face-quality.ts';
import { namelessReason } from '../../../src/offscreen/nameless-reason.ts';
import type { WatchedVideo } from '../../../src/offscreen/watched-video.ts';

const ANN: Verdict = { kind: 'named', anchorId: 'a', name: 'Ann' };
const EMPTY: Gallery = { revision: 1, modelId: 'compact', metric: 'euclidean', entries: [] };
const FULL: Gallery = {
  ...EMPTY,
  entries: [entryOf('a', 'Ann', [Float32Array.of(1)])],
};
const SEEN: Evidence = {
  ...NO_EVIDENCE,
  looks: [{ embedding: Float32Array.of(1), quality: 1 }],
  verdict: UNKNOWN,
};

interface Case {
  readonly verdict: Verdict;
  readonly evidence?: Evidence;
  readonly weakness?: Weakness;
  readonly widthPx?: number;
  readonly gallery?: Gallery;
}

test.for([
  ['named', { verdict: ANN, evidence: { ...SEEN, verdict: ANN } }, undefined],
  ['not looked at yet', { verdict: PENDING }, 'looking'],
  ['too small to be looked at', { verdict: PENDING, widthPx: 160 }, 'small'],
  ['looked at, too blurred', { verdict: PENDING, weakness: 'blurred' }, 'blurred'],
  ['unknown, nobody saved', { verdict: UNKNOWN, evidence: SEEN, gallery: EMPTY }, 'nobody-saved'],
  ['unknown', { verdict: UNKNOWN, evidence: SEEN }, 'stranger'],
  ['between two', { verdict: UNKNOWN, evidence: { ...SEEN, isBetweenTwo: true } }, 'between-two'],
  [
    'named, but the name went to another',
    { verdict: UNKNOWN, evidence: { ...SEEN, verdict: ANN } },
    'name-taken',
  ],
] as const satisfies readonly (readonly [string, Case, string | undefined])[])('%s', ([, given, wanted]) => {
  const { verdict, evidence, weakness, widthPx, gallery }: Case = given;
  const video = {
    widthPx: widthPx ?? 1280,
    heightPx: (widthPx ?? 1280) * 0.5,
    session: {
      evidenceOf: () => evidence ?? NO_EVIDENCE,
      latestLook: () => (weakness === undefined ? undefined : { weakness }),
    },
  } as unknown as WatchedVideo;
  const [box, velocity] = [
    { x: 0, y: 0, width: 0.1, height: 0.2 },
    { x: 0, y: 0 },
  ];
  const face = { track: 1, person: 1, box, velocity, verdict };
  expect(namelessReason(video, face, gallery ?? FULL)).toBe(wanted);
});
