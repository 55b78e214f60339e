/** @file Files as text and as bytes. */
import { describe, expect, test } from 'vitest';
import { bytesOfDataUrl, dataUrlOf } from '../../../../src/recognition/workers/data-url.ts';

describe('a file', () => {
  test('is the same as text and as bytes', () => {
    const file = { type: 'image/jpeg', bytes: Uint8Array.from([0, 1, 127, 128, 255]) };
    expect(bytesOfDataUrl(dataUrlOf(file))).toEqual(file);
    expect(dataUrlOf({ type: 'text/plain', bytes: Uint8Array.from([72, 105]) })).toBe(
      'data:text/plain;base64,SGk=',
    );
  });

  test.each(['', 'https://example.org/a.png', 'data:image/png,abc', 'data:image/png;base64,***'])(
    'is not in %j',
    (url) => {
      expect(bytesOfDataUrl(url)).toBeUndefined();
    },
  );
});
