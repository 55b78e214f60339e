/** @file A full disk is told in one sentence with its remedy. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { describeSystemError } from '../../../../models/build/facenet/system-error.ts';

/** Linux has a file on which every disk is full. */
const FULL = '/dev/full';

test('a full disk', async ({ skip }) => {
  skip(!existsSync(FULL), `${FULL} does not exist here`);
  const error: unknown = await writeFile(FULL, 'x').catch((reason: unknown) => reason);
  expect(describeSystemError(error)).toMatch(
    /^The disk is full, .+ could not be written: free about 350 MB and run the command again, it goes on from there\.$/,
  );
});

test('a folder that may not be written', () => {
  const error = Object.assign(new Error(), { syscall: 'open', code: 'EACCES', path: '/a/models' });
  expect(describeSystemError(error)).toBe(
    '/a/models may not be written: change its permissions and run the command again.',
  );
});

test('a mistake of the program is none of the system', () => {
  expect(describeSystemError(new TypeError('x is undefined'))).toBeUndefined();
});
