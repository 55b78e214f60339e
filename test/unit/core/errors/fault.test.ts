/** @file Every failure has a sentence and a remedy, and nothing private travels in one. */
import { describe, expect, test } from 'vitest';
import { faultText } from '../../../../src/core/errors/fault-texts.ts';
import { FAULT_CODES, FaultError, toFault } from '../../../../src/core/errors/fault.ts';

describe('faultText', () => {
  test.for(FAULT_CODES)('%s says what happened and what helps, in whole sentences', (code) => {
    const { text, remedy } = faultText(code);
    for (const sentence of [text, remedy]) {
      expect(sentence).toMatch(/^[A-Z].{10,}\.$/u);
      expect(sentence).not.toContain(code);
    }
    expect(remedy).not.toBe(text);
  });

  test('no two codes say the same', () => {
    const texts = FAULT_CODES.map((code) => faultText(code).text);
    expect(new Set(texts).size).toBe(FAULT_CODES.length);
  });
});

describe('toFault', () => {
  test('a FaultError keeps code and message', () => {
    expect(toFault(new FaultError('face-gone', 'no look was kept'))).toEqual({
      code: 'face-gone',
      message: 'no look was kept',
    });
  });

  test.for([
    ['an error', new Error('Ann at https://example.org/private'), 'Error'],
    ['an error of a named kind', new TypeError('Ann is not a function'), 'TypeError'],
    ['a text', 'Ann', 'unknown error'],
    ['an object that looks like a fault', { code: 'face-gone', message: 'Ann' }, 'unknown error'],
    ['nothing', undefined, 'unknown error'],
    ['null', null, 'unknown error'],
  ] as const)('%s becomes internal and leaves its message behind', ([, thrown, message]) => {
    expect(toFault(thrown)).toEqual({ code: 'internal', message });
  });

  test('the caller may say what an unexpected error means', () => {
    expect(toFault(new RangeError('x'), 'recognizer-failed')).toEqual({
      code: 'recognizer-failed',
      message: 'RangeError',
    });
    expect(toFault(new FaultError('model-damaged', 'x'), 'recognizer-failed').code).toBe('model-damaged');
  });
});

test('a FaultError is an Error with its own name', () => {
  const error = new FaultError('no-face', 'nothing detected');
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'FaultError', code: 'no-face', message: 'nothing detected' });
});
