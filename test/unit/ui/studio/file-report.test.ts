/** @file The JSON of a finished file. */
import { expect, test } from 'vitest';
import { jsonReport, type FileResult } from '../../../../src/ui/studio/files/file-job.ts';

const SEEN = { frames: 2, firstMs: 0, lastMs: 40 };
const RESULT: FileResult = {
  frames: 2,
  fps: 25,
  people: Object.fromEntries([
    ['Ann', SEEN],
    ['__proto__', SEEN],
  ]),
  unknownTracks: 1,
  output: new Blob(),
  fileName: 'a_out.mp4',
  appearances: [],
  spans: new Map([
    ['Ann', [[0, 80]]],
    ['__proto__', [[40, 80]]],
  ]),
  crops: [],
  isSoundLost: false,
  tracksLeftOut: 0,
  picturesLeftOut: 0,
  remove: () => Promise.resolve(),
};

test('people have the times in which their names stand on the video', () => {
  const { people, ...rest } = jsonReport('a.mp4', RESULT);
  expect(rest).toEqual({ input: 'a.mp4', frames: 2, fps: 25, unknownTracks: 1 });
  expect(Object.entries(people)).toEqual([
    ['Ann', { ...SEEN, spans: [[0, 80]] }],
    ['__proto__', { ...SEEN, spans: [[40, 80]] }],
  ]);
});

test('a still picture has no times', () => {
  expect(jsonReport('a.jpg', { ...RESULT, spans: new Map() }).people).toMatchObject({ Ann: { spans: [] } });
});
