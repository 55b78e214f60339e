/** @file From tracks and verdicts to groups: who joins, who is counted, who leaves, and whose looks get a picture. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { seenTimes, type Group } from '../../../../src/core/grouping/group.ts';
import { limitsFor } from '../../../../src/core/matching/limits.ts';
import { NO_EVIDENCE, type Evidence } from '../../../../src/core/matching/evidence.ts';
import { UNKNOWN, type Verdict } from '../../../../src/core/matching/verdict.ts';
import { GroupFeed } from '../../../../src/offscreen/groups/group-feed.ts';
import { GroupRegistry } from '../../../../src/offscreen/groups/group-registry.ts';
import type { WatchedDocument } from '../../../../src/offscreen/watched-document.ts';
import type { WatchedVideo } from '../../../../src/offscreen/watched-video.ts';
import type { TrackLook } from '../../../../src/recognition/pipeline/track-state.ts';
import type { Recognizer } from '../../../../src/recognition/workers/recognizer.ts';
import { galleryOf } from '../../faces.ts';

vi.mock('../../../../src/platform/log.ts', () => ({ logFault: () => undefined }));

const limits = limitsFor({ strictMaxDistance: 0.5, maxDistance: 0.55, lenientMaxDistance: 0.6 }, 0.5);
const crop = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
const look = (position: number): TrackLook => ({
  modelId: 'compact',
  embedding: Float32Array.of(position, 0),
  quality: 0.8,
  crop,
});

interface Shown {
  track: number;
  person: number;
  verdict: Verdict;
  kept: readonly TrackLook[];
  evidence?: Evidence;
}

let shown: Shown[];
let nowMs: number;
let gallery = galleryOf({});
let registry: GroupRegistry;
let feed: GroupFeed;
let encoded: number;

const videoOf = (number: number) =>
  ({
    video: number,
    state: 'watching',
    session: {
      faces: () => shown.map(({ track, person, verdict }) => ({ track, person, verdict })),
      keptLooks: (track: number) => shown.find((one) => one.track === track)?.kept ?? [],
      evidenceOf: (track: number) => {
        const face = shown.find((one) => one.track === track);
        return face?.evidence ?? { ...NO_EVIDENCE, looks: face?.kept ?? [], verdict: UNKNOWN };
      },
    },
  }) as unknown as WatchedVideo;
const video = videoOf(0);
const document = { id: 1, source: 'tab', videos: new Map([[0, video]]) } as unknown as WatchedDocument;
const recognizer = {
  encode: () => Promise.resolve(`data:image/jpeg;base64,${btoa(String(++encoded))}`),
} as unknown as Recognizer;

beforeEach(() => {
  shown = [];
  nowMs = 1_000_000;
  encoded = 0;
  gallery = galleryOf({});
  let ids = 0;
  const newId = () => `id${String(++ids)}`;
  registry = new GroupRegistry({ newId, now: () => nowMs, onChanged: () => undefined });
  feed = new GroupFeed({
    registry,
    view: {
      get gallery() {
        return gallery;
      },
      limits,
    },
    newId,
  });
});

function observe(...faces: Shown[]): readonly Group[] {
  shown = faces;
  nowMs += 1000;
  feed.observe(document, recognizer, nowMs);
  return registry.groups;
}

const stranger = (track: number, position: number, person = track): Shown => ({
  track,
  person,
  verdict: UNKNOWN,
  kept: [look(position), look(position + 0.01)],
});
const counts = (): number[] => registry.groups.map(seenTimes);

describe('joining', () => {
  test('takes two good looks of a face that is certainly unknown', () => {
    const one = { ...stranger(1, 0), kept: [look(0)] };
    expect(observe(one)).toEqual([]);
    expect(observe({ ...stranger(1, 0), verdict: { kind: 'pending' } })).toEqual([]);
    expect(observe({ ...stranger(2, 0), verdict: { kind: 'maybe', anchorId: 'a', name: 'Ann' } })).toEqual(
      [],
    );
    expect(observe({ ...stranger(3, 0), verdict: { kind: 'named', anchorId: 'a', name: 'Ann' } })).toEqual(
      [],
    );
    expect(observe(stranger(4, 0))).toHaveLength(1);
  });

  test('with the looks that show the face covered', () => {
    observe({
      ...stranger(1, 0),
      kept: [
        { ...look(0), isCovered: true },
        { ...look(0.01), isCovered: false },
      ],
    });
    expect(registry.groups[0]?.looks.map(({ isCovered }) => isCovered)).toEqual([true, undefined]);
  });

  test('not for a face whose name another one bears, or that is between two people', () => {
    const named: Verdict = { kind: 'named', anchorId: 'a', name: 'Ann' };
    const face = stranger(1, 0);
    expect(observe({ ...face, evidence: { ...NO_EVIDENCE, looks: face.kept, verdict: named } })).toEqual([]);
    const between = { ...NO_EVIDENCE, looks: face.kept, verdict: UNKNOWN, isBetweenTwo: true };
    expect(observe({ ...face, track: 2, evidence: between })).toEqual([]);
  });

  test('not for whom the person never wants to be named', () => {
    gallery = galleryOf({ Ann: [[0, 0]] });
    gallery = { ...gallery, entries: gallery.entries.map((entry) => ({ ...entry, isNeverNamed: true })) };
    expect(observe(stranger(1, 0))).toEqual([]);
    expect(observe(stranger(2, 3))).toHaveLength(1);
  });

  test('two at once in a picture are two people, however alike', () => {
    observe(stranger(1, 0), stranger(2, 0.1));
    expect(counts()).toEqual([1, 1]);
  });

  test('the pictures of its looks are encoded once each', async () => {
    const face = stranger(1, 0);
    observe(face);
    observe(face);
    await vi.waitFor(() => {
      const [group] = registry.groups;
      expect(group?.looks.map(({ id }) => registry.pictures.get(id)?.source)).toEqual(['tab', 'tab']);
    });
    expect(encoded).toBe(2);
  });
});

describe('counting', () => {
  test('who returns under another track is the same one, and counted after ten seconds', () => {
    observe(stranger(1, 0));
    nowMs += 5000;
    observe(stranger(2, 0.02));
    expect(counts()).toEqual([1]);
    nowMs += 11_000;
    observe(stranger(3, 0.03));
    expect(counts()).toEqual([2]);
  });

  test('a person recognised again needs no looks', () => {
    observe(stranger(1, 0));
    nowMs += 11_000;
    observe({ ...stranger(2, 0, 1), kept: [] });
    expect(counts()).toEqual([2]);
  });

  test('a track that turns out to be somebody who was here before joins that one', () => {
    observe(stranger(1, 0));
    const face = stranger(2, 3);
    observe(face);
    expect(registry.groups).toHaveLength(2);
    observe({ ...face, person: 1 });
    expect(registry.groups).toHaveLength(1);
    expect(counts()).toEqual([1]);
  });

  test('another face in the same track is another person', () => {
    observe(stranger(1, 0));
    observe({ ...stranger(1, 3), kept: [look(3)] });
    observe(stranger(1, 3));
    expect(registry.groups).toHaveLength(2);
    expect(counts()).toEqual([1, 1]);
  });
});

describe('leaving', () => {
  test('who gets a name leaves, with the count', () => {
    const face = stranger(1, 0);
    observe(face);
    nowMs += 11_000;
    const again = stranger(2, 0.01);
    observe(again);
    expect(counts()).toEqual([2]);
    gallery = { ...gallery, revision: 2 };
    observe({ ...again, verdict: { kind: 'named', anchorId: 'a', name: 'Ann' } });
    expect(counts()).toEqual([1]);
  });

  test('who might be somebody stays', () => {
    const face = stranger(1, 0);
    observe(face);
    observe({ ...face, verdict: { kind: 'maybe', anchorId: 'a', name: 'Ann' } });
    expect(counts()).toEqual([1]);
  });

  test('a forgotten one in view makes no new group, until it comes back', () => {
    const face = stranger(1, 0);
    const [group] = observe(face);
    const change = registry.forget(group?.id ?? '');
    expect(observe(face)).toEqual([]);
    registry.undo(change ?? '');
    expect(observe(face)).toHaveLength(1);
    registry.forget();
    expect(observe(stranger(2, 0))).toHaveLength(1);
  });
});
