/** @file A file is cut out of a packed one where the loader's table says, and nothing else is. */
import { expect, test } from 'vitest';
import { cutPackedFile } from '../../../models/build/packed-assets.ts';

const PACKED = Uint8Array.of(1, 2, 3, 4, 5);
const FILES = [
  { filename: '/modules/with_attention.tflite', start: 0, end: 2 },
  { filename: '/modules/attention.tflite', start: 2, end: 5 },
];

function loaderOf(table: unknown): string {
  return [
    'var loadPackage = function(metadata) {',
    '};',
    `    loadPackage(${JSON.stringify(table)});`,
    '})();',
  ].join('\n');
}

test('a file by its whole name', () => {
  const loader = loaderOf({ files: FILES, remote_package_size: 5 });
  expect(cutPackedFile(loader, PACKED, 'attention.tflite')).toEqual(Uint8Array.of(3, 4, 5));
  expect(cutPackedFile(loader, PACKED, 'with_attention.tflite')).toEqual(Uint8Array.of(1, 2));
});

test.for([
  ['no table', 'loadPackage(metadata);', 'attention.tflite', 'no table of packed files'],
  ['another table', loaderOf({ files: [{ filename: 'a' }] }), 'a', 'start'],
  ['no such file', loaderOf({ files: FILES }), 'mesh.tflite', 'no mesh.tflite among the packed files'],
] as const)('%s is refused', ([, loader, name, problem]) => {
  expect(() => cutPackedFile(loader, PACKED, name)).toThrow(problem);
});

test('a file that ends beyond the packed ones is refused', () => {
  const loader = loaderOf({ files: FILES });
  expect(() => cutPackedFile(loader, PACKED.slice(0, 4), 'attention.tflite')).toThrow('end before');
});
