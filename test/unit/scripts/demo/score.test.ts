/** @file The rules by which names on the video are judged, each on a made-up minute. */
import { describe, expect, it } from 'vitest';
import {
  scoreOverlay,
  type EnrolledPerson,
  type OverlayFace,
  type OverlayFrame,
  type TruthMoment,
} from '../../../../scripts/demo/score.ts';

/** The picture is 1000 x 500 pixels, at 100, 50 on the screen. */
const PICTURE = { x: 100, y: 50, width: 1000, height: 500 };
const ADA: EnrolledPerson = { person: 'Ada', name: 'Ada Example', sinceMs: 0 };

const LEFT = { x: 0.1, y: 0.2, width: 0.2, height: 0.4 };
const RIGHT = { x: 0.7, y: 0.2, width: 0.2, height: 0.4 };

/** The truth, told every 100 ms. */
function tell(
  fromMs: number,
  toMs: number,
  faces: Partial<Record<string, typeof LEFT>>,
  visible = 1,
): TruthMoment[] {
  const shown = Object.entries(faces).flatMap(([person, box]) =>
    box === undefined ? [] : [{ person, box, visible }],
  );
  return Array.from({ length: (toMs - fromMs) / 100 }, (_, index) => ({
    timeMs: fromMs + index * 100,
    faces: shown,
  }));
}

/** A box on the screen around the middle of a true box. */
function draw(box: typeof LEFT, name?: string): OverlayFace {
  const x = PICTURE.x + (box.x + box.width / 2) * PICTURE.width;
  const y = PICTURE.y + (box.y + box.height / 2) * PICTURE.height;
  return {
    state: name === undefined ? 'unknown' : 'named',
    name: name ?? 'unknown',
    rect: { x: x - 40, y: y - 50, width: 80, height: 100 },
  };
}

function show(timeMs: number, ...faces: OverlayFace[]): OverlayFrame {
  return { timeMs, picture: PICTURE, faces };
}

describe('scoreOverlay', () => {
  it('counts right names', () => {
    const truth = tell(0, 3000, { Ada: LEFT, Bob: RIGHT });
    const frames = [2000, 2100, 2200].map((ms) => show(ms, draw(LEFT, ADA.name), draw(RIGHT)));
    const score = scoreOverlay(frames, truth, [ADA]);
    expect(score.names).toEqual({
      [ADA.name]: {
        frames: 3,
        wrongFrames: 0,
        detectedFrames: 3,
        namedFrames: 3,
        settledDetectedFrames: 3,
        settledNamedFrames: 3,
        namedShare: 1,
        settledNamedShare: 1,
      },
    });
    expect(score).toMatchObject({
      unknownFrames: 3,
      wrongNameFrames: 0,
      settledWrongNameFrames: 0,
      strayFrames: 0,
    });
    expect(score.boxesPerSecond).toBeCloseTo(10);
  });

  it('counts a name on a stranger as wrong', () => {
    const truth = tell(0, 3000, { Ada: LEFT, Bob: RIGHT });
    const score = scoreOverlay([show(2000, draw(LEFT), draw(RIGHT, ADA.name))], truth, [ADA]);
    expect(score).toMatchObject({ wrongNameFrames: 1, settledWrongNameFrames: 1, strayFrames: 0 });
    expect(score.names[ADA.name]).toMatchObject({
      frames: 1,
      wrongFrames: 1,
      detectedFrames: 1,
      namedFrames: 0,
    });
  });

  it('counts a name on nobody as wrong and stray', () => {
    const truth = tell(0, 3000, { Ada: LEFT });
    const score = scoreOverlay([show(2000, draw(RIGHT, ADA.name))], truth, [ADA]);
    expect(score).toMatchObject({ wrongNameFrames: 1, strayFrames: 1 });
    expect(score.names[ADA.name]?.detectedFrames).toBe(0);
  });

  it('counts the name of somebody who was never enrolled as wrong', () => {
    const score = scoreOverlay([show(2000, draw(RIGHT, 'Bob'))], tell(0, 3000, { Bob: RIGHT }), [ADA]);
    expect(score.wrongNameFrames).toBe(1);
    expect(score.names.Bob).toMatchObject({ frames: 1, wrongFrames: 1 });
  });

  it('counts a wrong name once for each update', () => {
    const truth = tell(0, 3000, { Ada: LEFT, Bob: RIGHT });
    const score = scoreOverlay([show(2000, draw(LEFT, ADA.name), draw(RIGHT, ADA.name))], truth, [ADA]);
    expect(score.names[ADA.name]).toMatchObject({
      frames: 1,
      wrongFrames: 1,
      detectedFrames: 1,
      namedFrames: 1,
    });
  });

  it('counts a face without a name as detected and not named', () => {
    const truth = tell(0, 4000, { Ada: LEFT });
    const pending = { ...draw(LEFT), state: 'pending' as const };
    const frames = [
      show(2000, draw(LEFT, ADA.name)),
      show(2100, draw(LEFT)),
      show(2200, pending),
      show(2300),
    ];
    const score = scoreOverlay(frames, truth, [ADA]);
    expect(score.names[ADA.name]).toMatchObject({ frames: 1, detectedFrames: 3, namedFrames: 1 });
    expect(score.names[ADA.name]?.namedShare).toBeCloseTo(1 / 3);
    expect(score.unknownFrames).toBe(1);
  });

  it('gives a box to the nearest of faces that overlap', () => {
    const near = { ...LEFT, x: LEFT.x + 0.08 };
    const truth = tell(0, 3000, { Bob: near, Ada: LEFT });
    expect(scoreOverlay([show(2000, draw(LEFT, ADA.name))], truth, [ADA]).wrongNameFrames).toBe(0);
    expect(scoreOverlay([show(2000, draw(near, ADA.name))], truth, [ADA]).wrongNameFrames).toBe(1);
  });

  describe('latency', () => {
    const truth = [...tell(0, 2000, { Ada: LEFT }), ...tell(2000, 4000, { Bob: LEFT })];

    it('accepts a name that was right a moment ago', () => {
      const score = scoreOverlay([show(2200, draw(LEFT, ADA.name))], truth, [ADA]);
      expect(score.wrongNameFrames).toBe(0);
      expect(score.names[ADA.name]).toMatchObject({ detectedFrames: 1, namedFrames: 1 });
    });

    it('does not accept a name that stays behind', () => {
      const score = scoreOverlay([show(2400, draw(LEFT, ADA.name))], truth, [ADA]);
      expect(score).toMatchObject({ wrongNameFrames: 1, settledWrongNameFrames: 1 });
    });

    it('never accepts a name that is right only later', () => {
      const later = [...tell(0, 2000, { Bob: LEFT }), ...tell(2000, 4000, { Ada: LEFT })];
      expect(scoreOverlay([show(1950, draw(LEFT, ADA.name))], later, [ADA]).wrongNameFrames).toBe(1);
    });
  });

  describe('the first second', () => {
    const settled = (truth: TruthMoment[], frame: OverlayFrame, person = ADA): number | undefined =>
      scoreOverlay([frame], truth, [person]).names[ADA.name]?.settledDetectedFrames;

    it('begins when the face appears', () => {
      const truth = [...tell(0, 2000, { Bob: RIGHT }), ...tell(2000, 5000, { Ada: LEFT, Bob: RIGHT })];
      expect(settled(truth, show(2900, draw(LEFT)))).toBe(0);
      expect(settled(truth, show(3100, draw(LEFT)))).toBe(1);
    });

    it('begins when half of the face is in the picture', () => {
      const truth = [...tell(0, 2000, { Ada: LEFT }, 0.3), ...tell(2000, 5000, { Ada: LEFT }, 0.6)];
      expect(settled(truth, show(2500, draw(LEFT)))).toBe(0);
    });

    it('begins again after a cut to another place', () => {
      const truth = [...tell(0, 2000, { Ada: LEFT }), ...tell(2000, 5000, { Ada: RIGHT })];
      expect(settled(truth, show(2500, draw(RIGHT)))).toBe(0);
      expect(settled(truth, show(3100, draw(RIGHT)))).toBe(1);
    });

    it('goes on while the face moves', () => {
      const truth = [
        ...tell(0, 2000, { Ada: LEFT }),
        ...tell(2000, 5000, { Ada: { ...LEFT, x: LEFT.x + 0.1 } }),
      ];
      expect(settled(truth, show(2500, draw(LEFT)))).toBe(1);
    });

    it('begins with the enrolment, before which nothing is expected', () => {
      const truth = tell(0, 5000, { Ada: LEFT });
      const late = { ...ADA, sinceMs: 3000 };
      const score = scoreOverlay(
        [show(2500, draw(LEFT)), show(3500, draw(LEFT)), show(4500, draw(LEFT))],
        truth,
        [late],
      );
      expect(score.names[ADA.name]).toMatchObject({ detectedFrames: 2, settledDetectedFrames: 1 });
    });

    it('excuses a wrong name only where it concerns that person', () => {
      const truth = [...tell(0, 2000, { Bob: RIGHT }), ...tell(2000, 5000, { Ada: LEFT, Bob: RIGHT })];
      const eve: EnrolledPerson = { person: 'Eve', name: 'Eve Example', sinceMs: 0 };
      const wrong = (name: string): number =>
        scoreOverlay([show(2500, draw(RIGHT, name))], truth, [ADA, eve]).settledWrongNameFrames;
      expect(wrong(ADA.name)).toBe(0);
      expect(wrong(eve.name)).toBe(1);
    });
  });

  it('scores nothing without frames', () => {
    expect(scoreOverlay([], [], [ADA])).toMatchObject({ boxesPerSecond: 0, wrongNameFrames: 0 });
  });
});
