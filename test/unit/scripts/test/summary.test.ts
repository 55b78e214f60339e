/** @file How the results of the test runners are counted. */
import { describe, expect, it } from 'vitest';
import {
  addCounts,
  countTool,
  countVitest,
  formatCounts,
  isSuccess,
} from '../../../../scripts/test/summary.mjs';

const file = (status: string, ...tests: string[]): object => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

describe('countVitest', () => {
  it('counts the tests of every file', () => {
    const testResults = [
      file('passed', 'passed', 'passed', 'skipped'),
      file('failed', 'passed', 'failed', 'todo'),
    ];
    expect(countVitest({ testResults }, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(countVitest({ testResults: [file('passed', 'passed'), file('failed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it('counts a file whose clean-up failed as a failure', () => {
    expect(countVitest({ testResults: [file('failed', 'passed')] }, 1).failed).toBe(1);
  });

  it('counts a bad end without a failed test as a failure', () => {
    expect(countVitest({ testResults: [file('passed', 'passed')] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it.each([undefined, {}, { testResults: 'none' }, { testResults: [] }])(
    'counts %j as a failure',
    (report) => {
      expect(countVitest(report, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    },
  );
});

describe('the last line', () => {
  it('adds everything up', () => {
    const total = addCounts([countTool(0), countTool(2), { passed: 40, failed: 0, skipped: 0 }]);
    expect(formatCounts(total)).toBe('41 passed, 1 failed');
    expect(isSuccess(total)).toBe(false);
  });

  it('names skipped tests only when there are some', () => {
    expect(formatCounts({ passed: 1, failed: 0, skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped');
  });

  it('is no success when nothing ran', () => {
    expect(isSuccess(addCounts([]))).toBe(false);
  });
});
