/** @file One video over many frames: when regions are asked for, what looks change, and who is kept for enrolling. */
import { describe, expect, test } from 'vitest';
import { WHOLE_PICTURE, type BoundingBox } from '../../../../src/core/geometry/bounding-box.ts';
import type { Detection } from '../../../../src/core/geometry/landmarks.ts';
import { ALL_LOOKS, NO_LOOKS } from '../../../../src/core/pace/look-allowance.ts';
import { entryOf, type Gallery } from '../../../../src/core/gallery/gallery.ts';
import type { MatchLimits } from '../../../../src/core/matching/limits.ts';
import { MIN_ENROLL_QUALITY, MIN_QUALITY } from '../../../../src/core/quality/face-quality.ts';
import { passOf } from '../../../../src/recognition/pipeline/tiles.ts';
import type { TrackLook } from '../../../../src/recognition/pipeline/track-state.ts';
import { VideoSession } from '../../../../src/recognition/pipeline/video-session.ts';
import { detectionAt, galleryOf } from '../../faces.ts';
import { paintGrey } from '../../pictures.ts';

const limits: MatchLimits = {
  enterMaxDistance: 0.5,
  leaveMaxDistance: 0.54,
  maybeMaxDistance: 0.58,
  poorLookReserve: 0,
  minMargin: 0.03,
  samePersonDistance: 0.4,
  anotherFaceDistance: 0.55,
  maxSpread: 0.5,
};
const nobody = galleryOf({});
const ann = galleryOf({ Ann: [[0]] });
const ANN = { kind: 'named', anchorId: 'ann', name: 'Ann' };
const MAYBE_ANN = { ...ANN, kind: 'maybe' };

const left = detectionAt(0.1, 0.3, 0.1, 0.2);
const middle = detectionAt(0.4, 0.3, 0.11, 0.22);
const right = detectionAt(0.7, 0.3, 0.12, 0.24);

function lookAt(position: number, quality = 0.9, modelId = 'compact'): TrackLook {
  const crop = paintGrey(1, 1, () => 100 * quality);
  return { modelId, embedding: Float32Array.of(position), quality, crop };
}

/** A frame of a 640 x 360 video; the tracks whose regions it asks for. */
function frame(
  session: VideoSession,
  detections: readonly Detection[],
  nowMs: number,
  mayLook = true,
): number[] {
  const facts = { pictureWidthPx: 640, pictureHeightPx: 360, nowMs };
  return session.update(detections, facts, mayLook ? ALL_LOOKS : NO_LOOKS).map(({ track }) => track);
}

function answer(
  session: VideoSession,
  track: number,
  look: TrackLook,
  nowMs: number,
  gallery: Gallery = ann,
): boolean {
  return session.addLook(track, look, nowMs, gallery, limits);
}

/** Two looks, as a name needs them. */
function name(session: VideoSession, track: number, position: number, nowMs: number, gallery = ann): void {
  answer(session, track, lookAt(position), nowMs, gallery);
  answer(session, track, lookAt(position), nowMs + 1, gallery);
}

const verdicts = (session: VideoSession) => session.faces().map(({ verdict }) => verdict.kind);

describe('regions', () => {
  test('a new face is asked for at once, at native resolution around the box', () => {
    const session = new VideoSession();
    const requests = session.update(
      [left],
      { pictureWidthPx: 640, pictureHeightPx: 360, nowMs: 0 },
      ALL_LOOKS,
    );
    // 64 x 72 px around (96, 144); twice the longer side is 144 px.
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ track: 1, sizePx: 144 });
    expect(requests[0]?.region.x).toBeCloseTo(24 / 640, 9);
    expect(requests[0]?.region.y).toBeCloseTo(72 / 360, 9);
    expect(requests[0]?.region.width).toBeCloseTo(144 / 640, 9);
    expect(requests[0]?.region.height).toBeCloseTo(144 / 360, 9);
  });

  test('the region of a large face comes in 256 pixels', () => {
    const session = new VideoSession();
    const [request] = session.update(
      [detectionAt(0.2, 0.1, 0.5, 0.8)],
      { pictureWidthPx: 1920, pictureHeightPx: 1080, nowMs: 0 },
      ALL_LOOKS,
    );
    expect(request?.sizePx).toBe(256);
  });

  test('a face too small for a look is shown, pending, and never asked for', () => {
    const session = new VideoSession();
    // 0.03 x 640 = 19.2 px, twice that is 38.4: below 40.
    expect(frame(session, [detectionAt(0.5, 0.5, 0.03, 0.05)], 0)).toEqual([]);
    expect(frame(session, [detectionAt(0.5, 0.5, 0.03, 0.05)], 5000)).toEqual([]);
    expect(verdicts(session)).toEqual(['pending']);
  });

  test('at most two a frame; the third face has its turn in the next one', () => {
    const session = new VideoSession();
    expect(frame(session, [left, middle, right], 0)).toEqual([3, 2]);
    expect(frame(session, [left, middle, right], 100)).toEqual([1]);
    expect(frame(session, [left, middle, right], 200)).toEqual([]);
  });

  test('none when the embedder is behind, but the faces are shown', () => {
    const session = new VideoSession();
    expect(frame(session, [left], 0, false)).toEqual([]);
    expect(session.faces()).toHaveLength(1);
    expect(frame(session, [left], 100)).toEqual([1]);
  });

  test('then two more early looks, and one every two seconds while the name stands', () => {
    const session = new VideoSession();
    const asked: number[] = [];
    for (let nowMs = 0; nowMs <= 4000; nowMs += 50) {
      for (const track of frame(session, [left], nowMs)) {
        asked.push(nowMs);
        answer(session, track, lookAt(0), nowMs);
      }
    }
    expect(asked).toEqual([0, 50, 150, 2150]);
  });

  test('a region that was lost is asked for again after 1.2 seconds', () => {
    const session = new VideoSession();
    const asked: number[] = [];
    for (let nowMs = 0; nowMs <= 5000; nowMs += 100) {
      if (frame(session, [left], nowMs).length > 0) asked.push(nowMs);
    }
    expect(asked).toEqual([0, 1300, 2600, 3900]);
  });

  test('while enrolling, every 150 ms, and slowly again after it', () => {
    const session = new VideoSession();
    const asked: number[] = [];
    for (let nowMs = 0; nowMs <= 3000; nowMs += 50) {
      if (nowMs === 1000) session.setEager(1, true);
      if (nowMs === 1500) session.setEager(1, false);
      for (const track of frame(session, [left], nowMs)) {
        asked.push(nowMs);
        answer(session, track, lookAt(0), nowMs);
      }
    }
    expect(asked).toEqual([0, 50, 150, 1000, 1150, 1300, 1450]);
  });

  test('a face that is not in the frame is not asked for', () => {
    const session = new VideoSession();
    frame(session, [left, middle, right], 0);
    expect(frame(session, [middle, right], 100)).toEqual([]);
  });

  test('the landmarks of the moment of asking are kept, normalised to the region', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    // The right eye lies at (0.13, 0.38) of the picture; the region starts at (0.0375, 0.2), 0.225 wide, 0.4 high.
    expect(session.roughLandmarks(1)?.rightEye.x).toBeCloseTo((0.13 - 0.0375) / 0.225, 9);
    expect(session.roughLandmarks(1)?.rightEye.y).toBeCloseTo((0.38 - 0.2) / 0.4, 9);
    frame(session, [detectionAt(0.12, 0.3, 0.1, 0.2)], 100);
    expect(session.roughLandmarks(1)?.rightEye.x).toBeCloseTo((0.13 - 0.0375) / 0.225, 9);
    expect(session.roughLandmarks(99)).toBeUndefined();
  });
});

describe('faces', () => {
  test('are those of the last frame, with their verdicts', () => {
    const session = new VideoSession();
    frame(session, [left, right], 0);
    expect(verdicts(session)).toEqual(['pending', 'pending']);
    name(session, 1, 0, 50);
    answer(session, 2, lookAt(3), 60);
    expect(session.faces()).toMatchObject([
      { track: 1, person: 1, verdict: ANN },
      { track: 2, person: 2, verdict: { kind: 'unknown' } },
    ]);
    frame(session, [right], 100);
    expect(session.faces()).toMatchObject([{ track: 2 }]);
  });

  test('a face that was hidden for a moment comes back with its name', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    frame(session, [], 100);
    expect(session.faces()).toEqual([]);
    expect(session.isPresent(1)).toBe(true);
    frame(session, [left], 500);
    expect(session.faces()).toMatchObject([{ track: 1, verdict: ANN }]);
  });

  test.for([
    [300, [1]],
    [200, []],
  ] as const)('one that was missed for %d ms keeps its name and is looked at: %j', ([backMs, asked]) => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    answer(session, 1, lookAt(0), 60);
    frame(session, [left], 100);
    frame(session, [], 150);
    expect(frame(session, [left], backMs)).toEqual(asked);
    expect(session.faces()).toMatchObject([{ track: 1, verdict: ANN }]);
  });

  test('where frames are rare, one that each of them shows is not checked', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    for (const nowMs of [20, 40, 60]) answer(session, 1, lookAt(0), nowMs);
    const asked = [250, 500, 750, 1000].map((nowMs) => frame(session, [left], nowMs));
    expect(asked).toEqual([[], [], [], []]);
  });

  test('one that was away for longer may have been exchanged: its name is a maybe until the next look', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    expect(frame(session, [left], 700)).toEqual([1]);
    expect(session.faces()).toMatchObject([{ track: 1, verdict: MAYBE_ANN }]);
    answer(session, 1, lookAt(0.1), 750);
    expect(session.faces()).toMatchObject([{ track: 1, verdict: ANN }]);
  });

  test('after two seconds it is a new track without a name', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    frame(session, [left], 2100);
    expect(session.faces()).toMatchObject([{ track: 2, person: 2, verdict: { kind: 'pending' } }]);
    expect(session.isPresent(1)).toBe(false);
  });

  describe('around which the picture suddenly becomes another one', () => {
    const wall = paintGrey(256, 144, (x) => (x < 128 ? 60 : 90));
    /** Brighter from this column to that. */
    const painted = (from: number, to: number) =>
      paintGrey(256, 144, (x) => (x < 128 ? 60 : 90) + (x >= from && x < to ? 40 : 0));

    function watchBoth(): VideoSession {
      const session = new VideoSession();
      session.noteFrame(wall);
      frame(session, [left, right], 0);
      for (const nowMs of [50, 60, 70]) {
        answer(session, 1, lookAt(0), nowMs);
        answer(session, 2, lookAt(6), nowMs);
      }
      return session;
    }

    test('it is looked at with the next frame, and keeps its name until then; the others are left alone', () => {
      const session = watchBoth();
      session.noteFrame(painted(16, 80));
      expect(frame(session, [left, right], 150)).toEqual([1]);
      expect(verdicts(session)).toEqual(['named', 'unknown']);
      answer(session, 1, lookAt(0.1), 200);
      expect(frame(session, [left, right], 300)).toEqual([]);
      expect(verdicts(session)).toEqual(['named', 'unknown']);
    });

    test('somebody else is known for it with two looks', () => {
      const session = watchBoth();
      session.noteFrame(painted(16, 80));
      frame(session, [left, right], 150);
      answer(session, 1, lookAt(3), 200);
      expect(verdicts(session)).toEqual(['maybe', 'unknown']);
      expect(frame(session, [left, right], 300)).toEqual([1]);
      answer(session, 1, lookAt(3), 350);
      expect(verdicts(session)).toEqual(['unknown', 'unknown']);
    });

    test('three at once have not been exchanged: the picture moves', () => {
      const session = watchBoth();
      frame(session, [left, middle, right], 100);
      for (const nowMs of [110, 120, 130]) answer(session, 3, lookAt(9), nowMs);
      const striped = paintGrey(
        256,
        144,
        (x) => (x < 128 ? 60 : 90) + (Math.floor(x / 16) % 2 === 1 ? 27 : 0),
      );
      expect(session.noteFrame(striped).isCut).toBe(false);
      expect(frame(session, [left, middle, right], 250)).toEqual([]);
    });

    test('what stays as it is has nothing to prove', () => {
      const session = watchBoth();
      session.noteFrame(wall);
      expect(frame(session, [left, right], 150)).toEqual([]);
    });
  });

  test('faces that part after they touched are looked at at once, and are maybes until then', () => {
    const session = new VideoSession();
    const near = detectionAt(0.16, 0.3, 0.1, 0.2);
    frame(session, [left, right], 0);
    name(session, 1, 0, 50);
    answer(session, 2, lookAt(3), 60);
    answer(session, 2, lookAt(3), 70);
    frame(session, [left, near, right], 100, false);
    answer(session, 3, lookAt(6), 150);
    answer(session, 3, lookAt(6), 160);
    frame(session, [left, near, right], 200, false);
    expect(session.faces()[0]).toMatchObject({ verdict: ANN });
    expect(frame(session, [left, middle, right], 300)).toContain(1);
    expect(session.faces()[0]).toMatchObject({ track: 1, verdict: MAYBE_ANN });
  });
});

describe('people who come back', () => {
  const street = paintGrey(256, 144, (x) => 120 + 100 * Math.sin(x / 20));
  const room = paintGrey(256, 144, (_, y) => y);

  test('keep their number and their name after the first look, also after a cut', () => {
    const session = new VideoSession();
    session.noteFrame(street);
    frame(session, [left], 0);
    name(session, 1, 0.2, 50);
    session.noteFrame(room);
    frame(session, [right], 100);
    expect(session.faces()).toMatchObject([{ track: 2, person: 2, verdict: { kind: 'pending' } }]);
    expect(answer(session, 2, lookAt(0.3), 150)).toBe(true);
    expect(session.faces()).toMatchObject([{ track: 2, person: 1, verdict: ANN }]);
    expect(session.keptLooks(2)).toHaveLength(3);
  });

  test('also strangers', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    answer(session, 1, lookAt(3), 50);
    frame(session, [], 3000);
    frame(session, [right], 3100);
    answer(session, 2, lookAt(3.39), 3150);
    expect(session.faces()).toMatchObject([{ track: 2, person: 1, verdict: { kind: 'unknown' } }]);
  });

  test.for([
    ['who is not alike enough', [3], 3.42],
    ['who may be either of two', [3, 3.5], 3.24],
  ] as const)('%s is somebody new', ([, former, position]) => {
    const session = new VideoSession();
    for (const [index, at] of former.entries()) {
      frame(session, [left], index * 4000);
      answer(session, index + 1, lookAt(at), index * 4000 + 50);
    }
    frame(session, [], 18_000);
    frame(session, [right], 20_000);
    const track = former.length + 1;
    answer(session, track, lookAt(position), 20_050);
    expect(session.faces()).toMatchObject([{ track, person: track }]);
  });

  test('nobody becomes somebody who is in the picture', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    answer(session, 1, lookAt(3), 50);
    frame(session, [left, right], 100);
    answer(session, 2, lookAt(3), 150);
    expect(session.faces()).toMatchObject([{ person: 1 }, { person: 2 }]);
  });

  test('a track that waits unseen ends when its person is found elsewhere', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    frame(session, [right], 300);
    answer(session, 2, lookAt(0), 350);
    expect(session.faces()).toMatchObject([{ track: 2, person: 1, verdict: ANN }]);
    expect(session.isPresent(1)).toBe(false);
    expect(session.keptLooks(1)).toHaveLength(2);
  });

  test('what was said of them holds: a face that is not Ann does not become her by leaving', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0.2, 50);
    expect(session.bar(1, 'ann')).toBe(true);
    frame(session, [], 3000);
    frame(session, [right], 3100);
    answer(session, 2, lookAt(0.2), 3150);
    answer(session, 2, lookAt(0.2), 3250);
    expect(session.faces()).toMatchObject([{ person: 1, verdict: { kind: 'unknown' } }]);
  });
});

describe('bar', () => {
  test('takes the name at once, for every later look, and gives the next one', () => {
    const session = new VideoSession();
    const both = galleryOf({ Ann: [[0]], Bob: [[0.6]] });
    frame(session, [left], 0);
    name(session, 1, 0.2, 50, both);
    expect(session.faces()).toMatchObject([{ verdict: ANN }]);
    expect(session.bar(1, 'ann')).toBe(true);
    expect(verdicts(session)).toEqual(['unknown']);
    expect(session.rejudge(both, limits)).toBe(true);
    expect(session.faces()).toMatchObject([{ verdict: { kind: 'named', name: 'Bob' } }]);
  });

  test('of another anchor, or of a face that is not there, changes nothing now', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    expect(session.bar(1, 'bob')).toBe(false);
    expect(session.bar(7, 'ann')).toBe(false);
    expect(session.faces()).toMatchObject([{ verdict: ANN }]);
  });

  test('is taken back by unbar, and the name comes with the next judgement', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    session.bar(1, 'ann');
    session.rejudge(ann, limits);
    expect(verdicts(session)).toEqual(['unknown']);
    expect(session.unbar(1, 'ann')).toBe(true);
    expect(session.rejudge(ann, limits)).toBe(true);
    expect(session.faces()).toMatchObject([{ verdict: ANN }]);
  });

  test('holds for every anchor of that name', () => {
    const session = new VideoSession();
    const twice = { ...ann, entries: [...ann.entries, entryOf('ann2', 'ANN', [Float32Array.of(0)])] };
    frame(session, [left], 0);
    name(session, 1, 0, 50, twice);
    session.bar(1, 'ann');
    session.rejudge(twice, limits);
    expect(verdicts(session)).toEqual(['unknown']);
  });
});

describe('looks', () => {
  test('addLook says whether the verdict changed', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    const changes = [0, 0, 0.1, 3, 0].map((position, index) =>
      answer(session, 1, lookAt(position), 50 + index * 100),
    );
    // Maybe, named, still named, doubted, named again.
    expect(changes).toEqual([true, true, false, true, true]);
  });

  test('a poor look neither names nor enrolls, but shows the face', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    const poor = lookAt(0, MIN_QUALITY - 0.01);
    expect(answer(session, 1, poor, 50)).toBe(false);
    expect(verdicts(session)).toEqual(['pending']);
    expect(session.keptLooks(1)).toEqual([]);
    expect(session.latestLook(1)).toBe(poor);
  });

  test('a poor look does not take a name away, nor the good picture', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    const [, good] = session.keptLooks(1);
    expect(answer(session, 1, lookAt(9, MIN_QUALITY - 0.01), 400)).toBe(false);
    expect(session.faces()).toMatchObject([{ verdict: ANN }]);
    expect(session.latestLook(1)).toBe(good);
    expect(session.keptLooks(1)).toHaveLength(2);
  });

  test('a poor look counts as a look: the next one waits its turn', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    answer(session, 1, lookAt(0, MIN_QUALITY - 0.01), 50);
    expect(frame(session, [left], 200)).toEqual([]);
    expect(frame(session, [left], 300)).toEqual([1]);
  });

  test('a middling look names but does not enroll', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    for (const nowMs of [50, 150]) answer(session, 1, lookAt(0, MIN_ENROLL_QUALITY - 0.01), nowMs);
    expect(session.faces()).toMatchObject([{ verdict: ANN }]);
    expect(session.keptLooks(1)).toEqual([]);
  });

  test('the latest five good looks are kept for enrolling', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    const looks = [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06].map((position) => lookAt(position));
    for (const [index, look] of looks.entries()) answer(session, 1, look, 100 * index);
    expect(session.keptLooks(1)).toEqual(looks.slice(2));
  });

  test('another face that took over the track gets a number of its own, with its own looks alone', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    answer(session, 1, lookAt(5), 700);
    expect(session.faces()).toMatchObject([{ track: 1, verdict: MAYBE_ANN }]);
    const other = lookAt(5.1);
    expect(answer(session, 1, other, 800)).toBe(true);
    expect(session.faces()).toMatchObject([{ track: 2, person: 2, verdict: { kind: 'unknown' } }]);
    expect(session.keptLooks(2)).toEqual([other]);
    expect(session.keptLooks(1)).toHaveLength(2);
  });

  test('a bad moment is neither kept nor enrolled', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    answer(session, 1, lookAt(5), 700);
    answer(session, 1, lookAt(0), 800);
    expect(session.faces()).toMatchObject([{ track: 1, verdict: ANN }]);
    expect(session.keptLooks(1).map(({ embedding }) => embedding[0])).toEqual([0, 0, 0]);
  });

  test('a look at a track that has ended, or never was, is forgotten', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    frame(session, [], 3000);
    expect(answer(session, 1, lookAt(0), 3050)).toBe(false);
    expect(answer(session, 77, lookAt(0), 3050)).toBe(false);
    expect(session.latestLook(1)).toBeUndefined();
    expect(session.faces()).toEqual([]);
  });
});

describe('two faces with one name', () => {
  function twins(first: number, second: number): VideoSession {
    const session = new VideoSession();
    frame(session, [left, right], 0);
    name(session, 1, first, 50);
    name(session, 2, second, 60);
    return session;
  }

  test.for([
    [0.1, -0.3, ['named', 'unknown']],
    [0.3, -0.1, ['unknown', 'named']],
    [0.2, -0.2, ['named', 'unknown']],
    // One person at one moment: the speaker’s tile and the large picture.
    [0.1, 0.2, ['named', 'named']],
  ] as const)('at %d and %d from the anchor', ([a, b, expected]) => {
    expect(verdicts(twins(a, b))).toEqual(expected);
  });

  test('the other one has it again when the first has left', () => {
    const session = twins(0.1, -0.3);
    frame(session, [right], 100);
    expect(verdicts(session)).toEqual(['named']);
  });

  test('two people have two names', () => {
    const session = new VideoSession();
    frame(session, [left, right], 0);
    const both = galleryOf({ Ann: [[0]], Bob: [[3]] });
    name(session, 1, 0, 50, both);
    name(session, 2, 3, 60, both);
    expect(session.faces()).toMatchObject([{ verdict: ANN }, { verdict: { kind: 'named', name: 'Bob' } }]);
  });
});

describe('scene cuts', () => {
  const street = paintGrey(256, 144, (x) => 120 + 100 * Math.sin(x / 20));
  const room = paintGrey(256, 144, (_, y) => y);

  test('end all tracks: the face at the same place is somebody new', () => {
    const session = new VideoSession();
    session.noteFrame(street);
    frame(session, [left], 0);
    answer(session, 1, lookAt(0), 50);
    session.noteFrame(room);
    frame(session, [left], 100);
    expect(session.faces()).toMatchObject([{ track: 2, verdict: { kind: 'pending' } }]);
  });

  test('a look that was under way at the cut names nobody', () => {
    const session = new VideoSession();
    session.noteFrame(street);
    frame(session, [left], 0);
    session.noteFrame(room);
    expect(answer(session, 1, lookAt(0), 60)).toBe(false);
    frame(session, [left], 100);
    expect(verdicts(session)).toEqual(['pending']);
  });

  test('the new face is looked at at once', () => {
    const session = new VideoSession();
    session.noteFrame(street);
    frame(session, [left], 0);
    session.noteFrame(room);
    expect(frame(session, [left], 100)).toEqual([2]);
  });

  test('without a cut the track goes on', () => {
    const session = new VideoSession();
    for (const nowMs of [0, 100, 200]) {
      session.noteFrame(street);
      frame(session, [left], nowMs);
    }
    expect(session.faces()).toMatchObject([{ track: 1 }]);
  });
});

describe('faces that have left', () => {
  test('keep their looks, so that they can still be enrolled', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    const look = lookAt(0);
    answer(session, 1, look, 50);
    frame(session, [], 3000);
    expect(session.isPresent(1)).toBe(false);
    expect(session.keptLooks(1)).toEqual([look]);
  });

  test('also at a cut', () => {
    const session = new VideoSession();
    session.noteFrame(paintGrey(64, 36, () => 20));
    frame(session, [left], 0);
    const look = lookAt(0);
    answer(session, 1, look, 50);
    session.noteFrame(paintGrey(64, 36, () => 220));
    expect(session.keptLooks(1)).toEqual([look]);
  });

  test('only the last twelve of them', () => {
    const session = new VideoSession();
    for (let track = 1; track <= 14; track++) {
      frame(session, [left], track * 3000);
      answer(session, track, lookAt(track), track * 3000 + 50);
    }
    frame(session, [], 60_000);
    expect(session.keptLooks(2)).toEqual([]);
    expect(session.keptLooks(3)).toHaveLength(1);
    expect(session.keptLooks(14)).toHaveLength(1);
  });

  test('a face of which nothing good was seen does not take a place', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    answer(session, 1, lookAt(0), 50);
    for (let track = 2; track <= 20; track++) {
      frame(session, [left], track * 3000);
      answer(session, track, lookAt(track, 0.1), track * 3000 + 50);
    }
    expect(session.keptLooks(1)).toHaveLength(1);
  });
});

describe('rejudge', () => {
  test('after an enrollment the face gets its name without a new look', () => {
    const session = new VideoSession();
    frame(session, [left, right], 0);
    name(session, 1, 0, 50, nobody);
    name(session, 2, 3, 60, nobody);
    expect(session.rejudge(ann, limits)).toBe(true);
    expect(session.faces()).toMatchObject([{ verdict: ANN }, { verdict: { kind: 'unknown' } }]);
  });

  test('after a deletion the name goes', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    expect(session.rejudge(nobody, limits)).toBe(true);
    expect(verdicts(session)).toEqual(['unknown']);
  });

  test('says when nothing changed', () => {
    const session = new VideoSession();
    frame(session, [left, right], 0);
    name(session, 1, 0, 50);
    expect(session.rejudge(ann, limits)).toBe(false);
    expect(verdicts(session)).toEqual(['named', 'pending']);
  });

  test('judges all faces, not just up to the first change', () => {
    const session = new VideoSession();
    frame(session, [left, right], 0);
    name(session, 1, 0, 50, nobody);
    name(session, 2, 3, 60, nobody);
    session.rejudge(galleryOf({ Ann: [[0]], Bob: [[3]] }), limits);
    expect(verdicts(session)).toEqual(['named', 'named']);
  });
});

describe('looks by another network', () => {
  const other = (position: number, quality = 0.9) => lookAt(position, quality, 'facenet');
  /** The gallery of the other network. */
  const annOfOther: Gallery = { ...ann, modelId: 'facenet' };

  test('are ignored: they neither name, nor show, nor enroll, and the face is asked for again', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    expect(answer(session, 1, other(0), 50)).toBe(false);
    expect(verdicts(session)).toEqual(['pending']);
    expect(session.latestLook(1)).toBeUndefined();
    expect(session.keptLooks(1)).toEqual([]);
    const asked = [500, 1000, 1300].map((nowMs) => frame(session, [left], nowMs));
    expect(asked).toEqual([[], [], [1]]);
  });

  test('change nothing about a face that has its name', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    const own = session.keptLooks(1);
    expect(answer(session, 1, other(9), 350)).toBe(false);
    expect(answer(session, 1, other(9, 0.01), 700)).toBe(false);
    expect(session.faces()).toMatchObject([{ verdict: ANN }]);
    expect(session.latestLook(1)).toBe(own[1]);
    expect(session.keptLooks(1)).toEqual(own);
  });

  test('keepOnly forgets them, with the name that they gave: the face is looked at at once', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    name(session, 1, 0, 50);
    session.keepOnly('facenet');
    expect(verdicts(session)).toEqual(['pending']);
    expect(session.keptLooks(1)).toEqual([]);
    expect(session.latestLook(1)).toBeUndefined();
    expect(frame(session, [left], 60)).toEqual([1]);
    const fresh = other(0);
    expect(answer(session, 1, fresh, 110, annOfOther)).toBe(true);
    expect(session.faces()).toMatchObject([{ track: 1, verdict: MAYBE_ANN }]);
    expect(session.keptLooks(1)).toEqual([fresh]);
  });

  test('keepOnly leaves a face that this network has seen as it is', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    const looks = [lookAt(0), lookAt(0.1)];
    for (const [index, look] of looks.entries()) answer(session, 1, look, 50 + 300 * index);
    session.keepOnly('compact');
    expect(session.faces()).toMatchObject([{ track: 1, verdict: ANN }]);
    expect(session.keptLooks(1)).toEqual(looks);
    expect(session.latestLook(1)).toBe(looks[1]);
  });

  test('keepOnly tells the faces apart', () => {
    const session = new VideoSession();
    frame(session, [left, right], 0);
    answer(session, 1, lookAt(0), 50);
    for (const nowMs of [60, 160]) answer(session, 2, other(0), nowMs, annOfOther);
    session.keepOnly('facenet');
    expect(verdicts(session)).toEqual(['pending', 'named']);
    expect(session.keptLooks(1)).toEqual([]);
    expect(session.keptLooks(2)).toHaveLength(2);
  });

  test('keepOnly waits for a region that is under way, of a face nobody has looked at yet', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    session.keepOnly('facenet');
    expect(session.roughLandmarks(1)).toBeDefined();
    expect(frame(session, [left], 100)).toEqual([]);
    expect(answer(session, 1, other(0), 150, annOfOther)).toBe(true);
  });

  test('keepOnly forgets a poor look too, which names nobody but is shown', () => {
    const session = new VideoSession();
    frame(session, [left], 0);
    answer(session, 1, lookAt(0, MIN_QUALITY - 0.01), 50);
    session.keepOnly('facenet');
    expect(session.latestLook(1)).toBeUndefined();
  });

  test('keepOnly forgets the looks of faces that have left, and only the other network’s', () => {
    const session = new VideoSession();
    frame(session, [left, right], 0);
    answer(session, 1, lookAt(0), 50);
    const kept = other(3);
    answer(session, 2, kept, 60, annOfOther);
    frame(session, [], 3000);
    session.keepOnly('facenet');
    expect(session.keptLooks(1)).toEqual([]);
    expect(session.keptLooks(2)).toEqual([kept]);
  });
});

describe('frames that show a part of the picture', () => {
  const tile = { x: 0.4375, y: 0, width: 0.5625, height: 1 };
  const large = detectionAt(0.1, 0.3, 0.2, 0.36);
  const small = detectionAt(0.8, 0.3, 0.028, 0.05);

  /** A frame of a 1280 x 720 video; the tracks whose regions it asks for. */
  const see = (session: VideoSession, view: BoundingBox, detections: readonly Detection[], nowMs: number) => {
    const facts = { pictureWidthPx: 1280, pictureHeightPx: 720, nowMs, pass: passOf(view, 1280, 720) };
    return session.update(detections, facts, ALL_LOOKS).map(({ track }) => track);
  };

  test('leave the faces of other views as they are', () => {
    const session = new VideoSession();
    see(session, WHOLE_PICTURE, [large], 0);
    name(session, 1, 0.2, 50);
    see(session, tile, [small], 100);
    see(session, WHOLE_PICTURE, [large], 200);
    expect(session.faces()).toMatchObject([
      { track: 1, verdict: ANN },
      { track: 2, verdict: { kind: 'pending' } },
    ]);
  });

  test('only the faces that a frame shows are looked at in it', () => {
    const session = new VideoSession();
    expect(see(session, WHOLE_PICTURE, [large], 0)).toEqual([1]);
    answer(session, 1, lookAt(0.2), 20);
    expect(see(session, tile, [small], 200)).toEqual([2]);
    expect(see(session, WHOLE_PICTURE, [large], 250)).toEqual([1]);
  });

  test('a name is not doubted because its view had no turn for a while', () => {
    const session = new VideoSession();
    see(session, tile, [small], 0);
    name(session, 1, 0.2, 50);
    for (let nowMs = 200; nowMs <= 800; nowMs += 200) see(session, WHOLE_PICTURE, [], nowMs);
    see(session, tile, [small], 1000);
    expect(session.faces()).toMatchObject([{ track: 1, verdict: ANN }]);
  });

  test('but it is when its view had a turn and did not show it', () => {
    const session = new VideoSession();
    see(session, tile, [small], 0);
    name(session, 1, 0.2, 50);
    for (let nowMs = 200; nowMs <= 800; nowMs += 200) see(session, tile, [], nowMs);
    expect(session.faces()).toEqual([]);
    see(session, tile, [small], 1000);
    expect(session.faces()).toMatchObject([{ track: 1, verdict: MAYBE_ANN }]);
  });

  test('a cut that a part shows ends the faces of all views', () => {
    const session = new VideoSession();
    const pixels = (grey: number) => paintGrey(64, 64, () => grey);
    session.noteFrame(pixels(20), WHOLE_PICTURE);
    see(session, WHOLE_PICTURE, [large], 0);
    expect(session.noteFrame(pixels(200), tile).isCut).toBe(true);
    expect(session.faces()).toEqual([]);
  });
});
