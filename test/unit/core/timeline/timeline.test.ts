/** @file A recording's verdicts, held faces, and the table of who was seen when. */
import { describe, expect, test } from 'vitest';
import { PENDING, UNKNOWN, type Verdict } from '../../../../src/core/matching/verdict.ts';
import { fillVerdicts } from '../../../../src/core/timeline/fill-verdicts.ts';
import { FaceMemory, heldFaces } from '../../../../src/core/timeline/hold-faces.ts';
import type { SeenFrame } from '../../../../src/core/timeline/seen-faces.ts';
import { Sightings } from '../../../../src/core/timeline/sightings.ts';
import { sightingsTable } from '../../../../src/core/timeline/sightings-table.ts';

const ANN: Verdict = { kind: 'named', anchorId: 'a', name: 'Ann' };
const BEN: Verdict = { kind: 'named', anchorId: 'b', name: 'Ben' };

/** One face of track 1 a frame, `stepMs` apart; undefined is a frame without it. */
function frames(verdicts: readonly (Verdict | undefined)[], stepMs = 100): SeenFrame[] {
  return verdicts.map((verdict, index) => ({
    timeMs: index * stepMs,
    faces:
      verdict === undefined
        ? []
        : [{ track: 1, person: 1, verdict, box: { x: index / 100, y: 0, width: 0.1, height: 0.1 } }],
  }));
}

function kinds(list: readonly SeenFrame[]): string[] {
  return list.flatMap(({ faces }) =>
    faces.map(({ verdict }) => (verdict.kind === 'named' ? verdict.name : verdict.kind)),
  );
}

describe('fillVerdicts', () => {
  test.for([
    ['what was pending gets the verdict that followed', [PENDING, PENDING, ANN], ['Ann', 'Ann', 'Ann']],
    [
      'a short unknown beginning was the named person',
      [PENDING, UNKNOWN, UNKNOWN, ANN],
      ['Ann', 'Ann', 'Ann', 'Ann'],
    ],
    ['nothing is carried forward', [ANN, UNKNOWN, UNKNOWN], ['Ann', 'unknown', 'unknown']],
    ['pending stays where nothing followed', [PENDING, PENDING], ['pending', 'pending']],
    ['another name takes nothing from the first', [ANN, ANN, UNKNOWN, BEN], ['Ann', 'Ann', 'Ben', 'Ben']],
  ] as const)('%s', ([, given, wanted]) => {
    expect(kinds(fillVerdicts(frames(given)))).toEqual(wanted);
  });

  test('a long unknown stretch stays unknown up to a second before the name', () => {
    const filled = kinds(fillVerdicts(frames([...Array<Verdict>(20).fill(UNKNOWN), ANN])));
    expect(filled.filter((kind) => kind === 'unknown')).toHaveLength(10);
    expect(filled.slice(10)).toEqual(Array(11).fill('Ann'));
  });

  test('tracks know nothing of each other', () => {
    const box = { x: 0, y: 0, width: 0.1, height: 0.1 };
    const filled = fillVerdicts([
      { timeMs: 0, faces: [{ track: 1, person: 1, verdict: PENDING, box }] },
      { timeMs: 100, faces: [{ track: 2, person: 2, verdict: ANN, box }] },
    ]);
    expect(kinds(filled)).toEqual(['pending', 'Ann']);
  });
});

describe('heldFaces', () => {
  test('a gap is bridged in between, and both ends are held for a while', () => {
    const list = frames([
      ...Array<undefined>(8).fill(undefined),
      ANN,
      undefined,
      ANN,
      ...Array<undefined>(8).fill(undefined),
    ]);
    const held = heldFaces(list);
    expect(held.map((faces) => faces.length)).toEqual([
      0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 0,
    ]);
    expect(held[9]?.[0]?.box.x).toBeCloseTo(0.09);
    expect(held[5]?.[0]?.box.x).toBeCloseTo(0.08);
  });

  test('whoever is gone for long is not held all the while', () => {
    const held = heldFaces(frames([ANN, ...Array<undefined>(30).fill(undefined), ANN]));
    expect(held[15]).toEqual([]);
    expect(held[3]).toHaveLength(1);
    expect(held[28]).toHaveLength(1);
  });
});

test('live, a face that is lost is held for half a second', () => {
  const memory = new FaceMemory();
  const list = frames([ANN, undefined, undefined, undefined, undefined, undefined, undefined, ANN]);
  expect(list.map((frame) => memory.remember(frame).length)).toEqual([0, 1, 1, 1, 1, 1, 0, 0]);
});

describe('Sightings', () => {
  function gather(list: readonly SeenFrame[]): Sightings {
    const sightings = new Sightings();
    for (const frame of list) sightings.add(frame);
    return sightings;
  }

  test('frames, first and last time of each person', () => {
    const report = gather(frames([undefined, ANN, ANN, undefined, ANN])).report();
    expect(report).toEqual({
      frames: 5,
      people: { Ann: { frames: 3, firstMs: 100, lastMs: 400 } },
      unknownTracks: 0,
    });
  });

  test('whoever comes back after a while appears a second time', () => {
    const list = frames([ANN, ANN, ...Array<undefined>(25).fill(undefined), ANN]);
    expect(gather(list).appearances()).toEqual([
      { name: 'Ann', frames: 2, firstMs: 0, lastMs: 100 },
      { name: 'Ann', frames: 1, firstMs: 2700, lastMs: 2700 },
    ]);
  });

  test('a track that is never named counts once, a flicker of the detector not at all', () => {
    expect(gather(frames([UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN])).report().unknownTracks).toBe(1);
    expect(gather(frames([UNKNOWN, UNKNOWN, undefined, undefined])).report().unknownTracks).toBe(0);
    expect(gather(frames([UNKNOWN, UNKNOWN, UNKNOWN, ANN])).report().unknownTracks).toBe(0);
  });

  describe('of the tracks of one person', () => {
    /** Each of so many frames, the later track taken for the person of the earlier one from its third frame on. */
    function seen(earlier: Verdict, later: Verdict): SeenFrame[] {
      return [...Array(8).keys()].map((index) => {
        const [track, verdict] = index < 4 ? [1, earlier] : [2, later];
        const face = {
          track,
          person: index < 6 ? track : 1,
          box: { x: 0, y: 0, width: 1, height: 1 },
          verdict,
        };
        return { timeMs: index * 100, faces: [face] };
      });
    }

    test('both unknown, one counts', () => {
      expect(gather(seen(UNKNOWN, UNKNOWN)).report().unknownTracks).toBe(1);
    });

    test.for([
      [UNKNOWN, ANN],
      [ANN, UNKNOWN],
    ] as const)('one named, none does', ([earlier, later]) => {
      expect(gather(seen(earlier, later)).report().unknownTracks).toBe(0);
    });
  });

  test('in a still picture every face counts', () => {
    expect(gather(frames([UNKNOWN])).report()).toEqual({ frames: 1, people: {}, unknownTracks: 1 });
  });

  test('a name like a property of every object is a name', () => {
    const proto: Verdict = { kind: 'named', anchorId: 'p', name: '__proto__' };
    expect(Object.keys(gather(frames([proto])).report().people)).toEqual(['__proto__']);
  });
});

describe('sightingsTable', () => {
  test('one line an appearance, with commas, quotes and formulas made harmless', () => {
    const table = sightingsTable([
      { name: 'Ann', frames: 2, firstMs: 0, lastMs: 1234 },
      { name: 'O"Neil, "Bo"', frames: 1, firstMs: 2000, lastMs: 2000 },
      { name: '=1+1', frames: 1, firstMs: 0, lastMs: 0 },
    ]);
    expect(table).toBe(
      'name,from_s,to_s,frames\r\nAnn,0.00,1.23,2\r\n"O""Neil, ""Bo""",2.00,2.00,1\r\n\'=1+1,0.00,0.00,1\r\n',
    );
  });
});
