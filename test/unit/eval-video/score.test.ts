/** @file What counts for and against a video run. */
import { describe, expect, test } from 'vitest';
import { parseLabels } from '../../../scripts/eval-video/labels.ts';
import { scoreVideo } from '../../../scripts/eval-video/score.ts';
import { FRAME_MS, boxAt, film, maybe, named, times, type FaceAt } from './frames.ts';

const LEFT = 0.1;
const RIGHT = 0.7;

interface Told {
  readonly name: string | null;
  readonly x: number;
  readonly occluded?: boolean;
}

/** Labels for each of as many frames. */
const labelled = (count: number, faces: (index: number) => readonly Told[]) =>
  parseLabels(
    JSON.stringify({
      frames: times(count, (index) => ({
        timeMs: index * FRAME_MS,
        faces: faces(index).map(({ x, ...rest }) => ({ ...rest, box: boxAt(x) })),
      })),
    }),
  );

const ANN = { name: 'Ann', x: LEFT };
const BO = { name: 'Bo', x: RIGHT };
const both = (count: number) => labelled(count, () => [ANN, BO]);
const run = (frames: FaceAt[][], labels = both(frames.length), enrolled = ['Ann', 'Bo']) =>
  scoreVideo(film(frames), labels, enrolled);

test('the eight figures come first, under these names', () => {
  expect(Object.keys(run([[{ x: LEFT }]])).slice(0, 8)).toEqual([
    'frames',
    'tracks',
    'nameChanges',
    'idSwitches',
    'wrongNameFrames',
    'namedFrames',
    'medianFramesToName',
    'embedsPerSecond',
  ]);
});

describe('names', () => {
  test('right ones, and how long they took', () => {
    const score = run(
      times(20, (index) => [
        { x: LEFT, track: 1, verdict: index < 3 ? maybe('Ann') : named('Ann') },
        { x: RIGHT, track: 2, verdict: index < 5 ? maybe('Bo') : named('bo') },
      ]),
    );
    expect(score).toMatchObject({
      wrongNameFrames: 0,
      namedFrames: 17 + 15,
      detectedFrames: 40,
      maybeFrames: 8,
      medianFramesToName: 5,
      namedShareAfterTen: 1,
      appearances: 2,
      namedAppearances: 2,
    });
  });

  test.for([
    ['on another labelled person', BO, 'Ann', 1],
    ['on a stranger', { name: null, x: RIGHT }, 'Ann', 1],
    ['where the labels know nobody', { name: 'Cy', x: 0.4 }, 'Ann', 1],
    ['on a face that is hidden in part', { ...BO, occluded: true }, 'Ann', 1],
    ['which are only maybe', BO, undefined, 0],
  ] as const)('wrong ones: %s', ([, told, name, expected]) => {
    const verdict = name === undefined ? maybe('Ann') : named(name);
    const score = run(
      [[{ x: RIGHT, verdict }]],
      labelled(1, () => [told]),
    );
    expect(score.wrongNameFrames).toBe(expected);
  });

  test('a missing name is not counted against a face that is hidden in part', () => {
    const labels = labelled(4, (index) => [{ ...ANN, occluded: index < 2 }]);
    const score = run(
      times(4, (index) => [{ x: LEFT, verdict: index < 2 ? maybe('Ann') : named('Ann') }]),
      labels,
    );
    expect(score).toMatchObject({ detectedFrames: 2, namedFrames: 2, namedShare: 1, medianFramesToName: 1 });
  });

  test('from one name to another, also by way of none', () => {
    const names = ['Ann', undefined, 'Bo', 'Bo', undefined, 'Bo'];
    const score = run(
      names.map((name) => [{ x: LEFT, ...(name === undefined ? {} : { verdict: named(name) }) }]),
      labelled(6, () => [ANN]),
    );
    expect(score).toMatchObject({ nameChanges: 1, wrongNameFrames: 3, nameLosses: 1 });
  });

  test('never named is longer than any number of frames', () => {
    expect(
      run([
        [
          { x: LEFT, verdict: named('Ann') },
          { x: RIGHT, track: 2 },
        ],
      ]).medianFramesToName,
    ).toBeNull();
  });
});

describe('appearances', () => {
  const away = (gap: number) => labelled(40, (index) => (index >= 15 && index < 15 + gap ? [] : [ANN]));
  const shown = (gap: number) =>
    times(40, (index) => (index >= 15 && index < 15 + gap ? [] : [{ x: LEFT, verdict: named('Ann') }]));

  test('a short absence is none, a long one is', () => {
    expect(run(shown(9), away(9)).appearances).toBe(1);
    expect(run(shown(11), away(11)).appearances).toBe(2);
  });

  test('a cut that moves the face makes a new one', () => {
    const labels = labelled(20, (index) => [{ name: 'Ann', x: index < 10 ? LEFT : RIGHT }]);
    expect(
      run(
        times(20, (index) => [{ x: index < 10 ? LEFT : RIGHT }]),
        labels,
      ).appearances,
    ).toBe(2);
  });

  test('the first ten frames of each have no need of a name; or only those of the first one', () => {
    const frames = times(40, (index) =>
      index >= 15 && index < 26 ? [] : [{ x: LEFT, ...(index < 15 ? { verdict: named('Ann') } : {}) }],
    );
    expect(run(frames, away(11))).toMatchObject({
      namedShareAfterTen: 0.5556,
      namedShareAfterFirstTen: 0.2632,
    });
  });
});

describe('idSwitches', () => {
  test('whenever a settled number of a person changes', () => {
    const score = run(
      times(40, (index) => [
        { x: LEFT, track: index < 15 ? 1 : 2 },
        { x: RIGHT, track: 3 },
      ]),
    );
    expect(score).toMatchObject({ idSwitches: 1, tracks: 3, sharedPersons: 0 });
  });

  test('not when a new track is recognised as the person who was there', () => {
    const score = run(
      times(40, (index) => [
        { x: LEFT, track: index < 15 ? 1 : 2, person: index >= 15 && index < 20 ? 2 : 1 },
        { x: RIGHT, track: 3 },
      ]),
    );
    expect(score).toMatchObject({ idSwitches: 0, tracks: 2, tracksBeforeReidentification: 3 });
  });

  test('not on a face that is hidden in part, nor until ten frames in clear view have passed', () => {
    const isHidden = (index: number): boolean => index >= 10 && index < 25;
    const labels = labelled(40, (index) => [{ ...ANN, occluded: isHidden(index) }]);
    const shown = (knownFrom: number) =>
      times(40, (index) => [
        { x: LEFT, track: index < 10 ? 1 : 2, person: index < 10 || index >= knownFrom ? 1 : 2 },
      ]);
    expect(run(shown(34), labels).idSwitches).toBe(0);
    expect(run(shown(35), labels).idSwitches).toBe(2);
  });

  test('a hidden face with the number of somebody else', () => {
    const labels = labelled(20, () => [ANN, { ...BO, occluded: true }]);
    const frames = times(20, () => [{ x: LEFT }, { x: RIGHT, track: 2, person: 1 }]);
    expect(run(frames, labels)).toMatchObject({ idSwitches: 1, sharedPersons: 1 });
  });

  test('two people with one number', () => {
    const score = run(
      times(20, () => [
        { x: LEFT, track: 1 },
        { x: RIGHT, track: 2, person: 1 },
      ]),
    );
    expect(score).toMatchObject({ idSwitches: 1, sharedPersons: 1 });
  });
});

describe('labels that only say who stands where', () => {
  const order = parseLabels('{"people":["Ann","Bo"]}');

  test('whoever is alone is the one who was there when both were', () => {
    const score = run(
      times(9, (index) => [
        ...(index % 2 === 0 ? [{ x: LEFT, track: 1, verdict: named('Ann') }] : []),
        { x: RIGHT, track: 2, verdict: named('Bo') },
      ]),
      order,
    );
    expect(score).toMatchObject({ wrongNameFrames: 0, detectedFrames: 5 + 9, idSwitches: 0 });
  });

  test('names that changed places are wrong', () => {
    const score = run(
      [
        [
          { x: LEFT, verdict: named('Bo') },
          { x: RIGHT, track: 2, verdict: named('Ann') },
        ],
      ],
      order,
    );
    expect(score.wrongNameFrames).toBe(2);
  });

  test('a smaller face more than there are labels is a stranger’s', () => {
    const frame: FaceAt[] = [
      { x: 0.02, track: 3, isSmall: true, verdict: named('Cy') },
      { x: LEFT, verdict: named('Ann') },
      { x: RIGHT, track: 2, verdict: named('Bo') },
    ];
    expect(run([frame], order)).toMatchObject({
      namedFrames: 2,
      wrongNameFrames: 1,
      wrongNameFramesUnlabelled: 1,
    });
  });

  test('no name fits a stranger', () => {
    const frame = [
      { x: LEFT, verdict: named('Ann') },
      { x: RIGHT, track: 2, verdict: named('Bo') },
    ];
    expect(run([frame], parseLabels('{"people":["Ann",null]}')).wrongNameFrames).toBe(1);
  });

  test('in a scene that never shows all, names are taken in the order that fits', () => {
    expect(run([[{ x: 0.5, verdict: named('Bo') }]], order)).toMatchObject({
      wrongNameFrames: 0,
      namedFrames: 1,
    });
  });

  test('a scene is an appearance of each of its people, found or not', () => {
    const scenes = parseLabels(
      '{"scenes":[{"fromMs":0,"toMs":500,"people":["Ann","Bo"]},{"fromMs":500,"toMs":1000,"people":["Bo","Ann"]}]}',
    );
    const score = run(
      times(10, () => [{ x: LEFT, verdict: named('Ann') }]),
      scenes,
    );
    expect(score).toMatchObject({ appearances: 4, namedAppearances: 2, wrongNameFrames: 0 });
  });
});

describe('without labels', () => {
  const frames = times(6, (index) => [{ x: LEFT, verdict: index < 3 ? named('Ann') : named('Bo') }]);

  test('nobody can say whether names are right, but that they changed', () => {
    expect(scoreVideo(film(frames), undefined, ['Ann', 'Bo'])).toMatchObject({
      wrongNameFrames: null,
      namedFrames: 6,
      nameChanges: 1,
      medianFramesToName: 1,
    });
  });

  test('where no names are shown, none is wrong', () => {
    expect(scoreVideo(film([[{ x: LEFT }]]), undefined, [])).toMatchObject({
      wrongNameFrames: 0,
      namedFrames: 0,
      medianFramesToName: null,
    });
  });
});

test('looks are counted from a track’s second second on, by the time that faces are there', () => {
  const looked = times(30, (index) => (index < 10 || index % 5 === 0 ? [1] : []));
  const frames = film(
    times(30, () => [{ x: LEFT }]),
    looked,
  );
  expect(scoreVideo(frames, undefined, [])).toMatchObject({ embedsPerSecond: 2, fps: 10, durationS: 3 });
});

describe('spans', () => {
  test("of each labelled person, in the labels' spelling; names that the labels do not know follow", () => {
    const { people } = run(
      times(4, (index) => [
        { x: LEFT, track: 1, verdict: named(index < 2 ? 'Ann' : 'Cy') },
        { x: RIGHT, track: 2, verdict: index === 1 ? named('bo') : maybe('Bo') },
      ]),
    );
    expect(Object.keys(people)).toEqual(['Ann', 'Bo', 'Cy']);
    expect(people).toMatchObject({
      Ann: { namedFrames: 2, spans: [[0, 2 * FRAME_MS]] },
      Bo: { namedFrames: 1, spans: [[FRAME_MS, 2 * FRAME_MS]] },
    });
    expect(people['Cy']).toEqual({ spans: [[2 * FRAME_MS, 4 * FRAME_MS]] });
  });

  test('also on the wrong face, and none where the name never stood', () => {
    const { people } = run([[{ x: RIGHT, verdict: named('Ann') }]]);
    expect(people).toMatchObject({ Ann: { namedFrames: 0, spans: [[0, FRAME_MS]] }, Bo: { spans: [] } });
  });

  test('without labels, of every name', () => {
    const frames = film(times(3, (index) => [{ x: LEFT, verdict: named(index === 1 ? 'Bo' : 'Ann') }]));
    expect(scoreVideo(frames, undefined, []).people).toEqual({
      Ann: {
        spans: [
          [0, FRAME_MS],
          [2 * FRAME_MS, 3 * FRAME_MS],
        ],
      },
      Bo: { spans: [[FRAME_MS, 2 * FRAME_MS]] },
    });
  });
});
