/** @file What Studio says of files, and what it calls their results. */
import { describe, expect, test } from 'vitest';
import { FaultError } from '../../../../src/core/errors/fault.ts';
import type { FileResult } from '../../../../src/ui/studio/files/file-job.ts';
import {
  FILE_PROBLEMS,
  FileError,
  fileText,
  readFileError,
} from '../../../../src/ui/studio/files/file-problem.ts';
import { describeFile, describeSeconds } from '../../../../src/ui/studio/files/file-words.ts';
import { containerOf } from '../../../../src/ui/studio/files/write-video.ts';
import { outputName } from '../../../../src/ui/studio/save/download.ts';

const RESULT: FileResult = {
  frames: 100,
  fps: 30,
  people: {},
  unknownTracks: 0,
  output: new Blob(),
  fileName: 'a_out.mp4',
  appearances: [],
  spans: new Map(),
  crops: [],
  isSoundLost: false,
  tracksLeftOut: 0,
  picturesLeftOut: 0,
  remove: () => Promise.resolve(),
};
const SEEN = { frames: 1, firstMs: 0, lastMs: 0 };

describe('describeFile', () => {
  test.for([
    [{ kind: 'waiting' }, false, 'Ready'],
    [{ kind: 'running', share: 0.019, leftS: undefined }, false, '1 %'],
    [{ kind: 'running', share: 0.5, leftS: 12.4 }, false, '50 % · 12 s left'],
    [{ kind: 'running', share: 0.5, leftS: 12.4 }, true, 'Paused at 50 %'],
    [{ kind: 'failed', problem: 'damaged' }, false, 'Not finished'],
    [{ kind: 'canceled' }, false, 'Canceled'],
    [{ kind: 'done', result: RESULT }, false, 'No face'],
    [{ kind: 'done', result: { ...RESULT, unknownTracks: 2 } }, false, '2 unknown faces'],
    [
      { kind: 'done', result: { ...RESULT, people: { Ann: SEEN, Ben: SEEN }, unknownTracks: 1 } },
      false,
      'Ann, Ben · 1 unknown face',
    ],
    [
      { kind: 'done', result: { ...RESULT, people: { Ann: SEEN }, isSoundLost: true } },
      false,
      'Ann · without its sound, which the browser cannot write',
    ],
    [
      { kind: 'done', result: { ...RESULT, tracksLeftOut: 2, picturesLeftOut: 0 } },
      false,
      'No face · without 2 further tracks',
    ],
    [
      { kind: 'done', result: { ...RESULT, picturesLeftOut: 23 } },
      false,
      'No face · the first of its 24 pictures',
    ],
  ] as const)('%j', ([state, isPaused, words]) => {
    expect(describeFile(state, isPaused)).toBe(words);
  });
});

test.for([
  [0.2, '1 s'],
  [59.4, '59 s'],
  [60, '1 min 0 s'],
  [135, '2 min 15 s'],
] as const)('%s seconds are "%s"', ([seconds, words]) => {
  expect(describeSeconds(seconds)).toBe(words);
});

describe('problems', () => {
  test('each has a sentence and a remedy of its own', () => {
    const texts = FILE_PROBLEMS.map(fileText);
    for (const { text, remedy } of texts) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    }
    expect(new Set(texts.map(({ text }) => text)).size).toBe(FILE_PROBLEMS.length);
  });

  test.for([
    [new FileError('range'), 'range'],
    [new FaultError('webgl-missing', 'x'), 'webgl-missing'],
    [new DOMException('full', 'QuotaExceededError'), 'no-room'],
    [new DOMException('bad', 'EncodingError'), 'damaged'],
    [new Error('whatever'), 'failed'],
    ['a text', 'failed'],
  ] as const)('%s is "%s"', ([thrown, problem]) => {
    expect(readFileError(thrown)).toBe(problem);
  });

  test('what is thrown in the middle of a file is about the file', () => {
    expect(readFileError(new Error('demuxer'), 'damaged')).toBe('damaged');
  });
});

test.for([
  ['clip.mp4', 'mp4'],
  ['CLIP.MOV', 'mp4'],
  ['clip.webm', 'webm'],
  ['clip.MKV', 'webm'],
  ['clip', 'mp4'],
] as const)('%s becomes %s', ([name, container]) => {
  expect(containerOf(name)).toBe(container);
});

test.for([
  ['photo.jpg', 'photo_out.jpg'],
  ['a.b.jpeg', 'a.b_out.jpg'],
  ['noextension', 'noextension_out.jpg'],
] as const)('the result of %s is %s', ([name, wanted]) => {
  expect(outputName(name, '_out', 'jpg')).toBe(wanted);
});
