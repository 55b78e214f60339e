/** @file What a person reads while a face is saved, and after it. */
import { describe, expect, test } from 'vitest';
import { HINTS } from '../../../src/core/enrollment/advice.ts';
import {
  collectingText,
  coverageText,
  hintText,
  savedRemarks,
  savedText,
} from '../../../src/ui/shared/faces/enroll-words.ts';
import { NOT_COLLECTED_YET, type SavedStep } from '../../../src/ui/shared/panel/enroll-step.ts';

const SAVED: SavedStep = {
  kind: 'saved',
  name: 'Anna',
  samples: 4,
  isNew: true,
  covered: ['left', 'front', 'right'],
  canCollectMore: false,
  isCutShort: false,
};

test('the person is told what to do, and of a video what is waited for', () => {
  expect(hintText('turn-left', 'coached')).toBe('Turn your head a little to your left');
  expect(hintText('turn-left', 'more')).toBe('Waiting for the left side of the face…');
  expect(hintText('uncover', 'coached')).toBe('Uncover your nose and mouth');
  expect(hintText('uncover', 'more')).toBe('Waiting for a view without a mask or a hand…');
  expect(new Set(HINTS.map((hint) => hintText(hint, 'coached'))).size).toBe(HINTS.length);
});

test('a moment’s collecting asks for nothing', () => {
  expect(collectingText(NOT_COLLECTED_YET)).toBe('Looking for good moments…');
  const going = { ...NOT_COLLECTED_YET, wanted: 5, hint: 'turn-left' } as const;
  expect(collectingText({ ...going, mode: 'passive' })).toBe('Collecting good moments…');
  expect(collectingText({ ...going, mode: 'coached' })).toBe('Turn your head a little to your left');
});

describe('the sides that were seen', () => {
  test.for([
    [['front'], 'Seen from the front so far, which is enough to begin with.'],
    [['front', 'up', 'down'], 'Seen from the front so far, which is enough to begin with.'],
    [['front', 'left'], 'Not seen turned to the right yet, which is fine to begin with.'],
    [['front', 'right'], 'Not seen turned to the left yet, which is fine to begin with.'],
    [['left'], 'Not seen from the front yet. A picture from the front makes the name surer.'],
    [['left', 'right'], 'Not seen from the front yet. A picture from the front makes the name surer.'],
    [['down'], 'Seen with a tilted head only. An upright picture makes the name surer.'],
    [['left', 'front', 'right'], undefined],
  ] as const)('%j: %s', ([covered, text]) => {
    expect(coverageText(covered)).toBe(text);
  });
});

describe('what was saved', () => {
  test.for([
    [{}, 'is enrolled (4 pictures)'],
    [{ samples: 1 }, 'is enrolled (1 picture)'],
    [{ isNew: false }, 'has 4 new pictures'],
    [{ isNew: false, samples: 0 }, 'looked the same as before: nothing new to save'],
  ] as const)('%j: %s', ([changes, text]) => {
    expect(savedText({ ...SAVED, ...changes })).toBe(text);
  });

  test.for([
    [{}, []],
    [{ isCutShort: true }, ['Another face came in. 4 pictures of the first face were saved.']],
    [{ isCutShort: true, samples: 1 }, ['Another face came in. 1 picture of the first face was saved.']],
    [{ isCutShort: true, samples: 0 }, ['Another face came in. Nothing more was saved.']],
    [
      { lookAlike: 'Mira' },
      ['For Nametag, Anna and Mira are hard to tell apart: names need to be surer for both.'],
    ],
    [{ covered: ['front'] }, ['Seen from the front so far, which is enough to begin with.']],
  ] as const)('%j: %j', ([changes, remarks]) => {
    expect(savedRemarks({ ...SAVED, ...changes })).toEqual(remarks);
  });

  test('of a still picture nothing is missing', () => {
    const { name, samples, isNew, canCollectMore, isCutShort } = SAVED;
    const still = { kind: 'saved', name, samples, isNew, canCollectMore, isCutShort } as const;
    expect(savedRemarks(still)).toEqual([]);
  });
});
