import { expect, test } from 'vitest';
import { animatedTypeOf, isHeic } from '../../../../src/core/image/picture-brand.ts';

function ftyp(major: string, ...compatible: string[]): Uint8Array {
  const size = 16 + 4 * compatible.length;
  const text = `ftyp${major}\0\0\0\0${compatible.join('')}`;
  return Uint8Array.from([0, 0, 0, size, ...Array.from(text, (letter) => letter.charCodeAt(0))]);
}
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test.for([
  [ftyp('heic', 'mif1', 'heic'), true],
  [ftyp('hevc'), true],
  [ftyp('mif1', 'heic', 'miaf'), true],
  [ftyp('mif1', 'avif', 'miaf'), false],
  [ftyp('avif', 'mif1'), false],
  [ftyp('isom', 'mp41'), false],
  [bytes('GIF89a'), false],
  [ftyp('heic').slice(0, 9), false],
  [new Uint8Array(0), false],
] as const)('%j', ([head, expected]) => {
  expect(isHeic(head)).toBe(expected);
});

test.for([
  [bytes('GIF89a'), 'image/gif'],
  [bytes('RIFF....WEBP'), 'image/webp'],
  [bytes('\x89PNG'), 'image/png'],
  [ftyp('avis'), 'image/avif'],
  [bytes('RIFF....WAVE'), undefined],
  [bytes('\xff\xd8'), undefined],
] as const)('%j may be an animation: %s', ([head, type]) => {
  expect(animatedTypeOf(head)).toBe(type);
});
