/** @file What is no ONNX model is told from its first bytes, each by its own name. */
import { describe, expect, test } from 'vitest';
import { HEAD_BYTES, MAX_MODEL_BYTES, refuseFile } from '../../../src/core/own-model/file-kind.ts';

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const fileOf = (text: string, name = 'model.onnx', bytes = text.length) => ({
  name,
  bytes,
  head: latin1(text).subarray(0, HEAD_BYTES),
});
/** Version 8, producer "tf2onnx": how the files of most converters begin. */
const ONNX = '\x08\x08\x12\x07tf2onnx\x1a\x051.16.1:\xd4\x01';

describe('refuseFile', () => {
  test.for([
    ['of another tool', ONNX],
    ['without a producer', '\x08\x0a:\x80\x01'],
    ['that begins with its graph', ':\xd4\x01\n\x10'],
  ])('lets an ONNX file %s through', ([, text = '']) => {
    expect(refuseFile(fileOf(text))).toBeUndefined();
  });

  test.for([
    ['nothing', '', 'model-empty'],
    ['a zip', 'PK\x03\x04\x14\0\0\0', 'model-is-archive'],
    ['an empty zip', 'PK\x05\x06\0\0', 'model-is-archive'],
    ['a gzip', '\x1f\x8b\x08\0\0\0', 'model-is-archive'],
    ['a tar', `${'model\0'.padEnd(257, '\0')}ustar\x0000`, 'model-is-archive'],
    ['a 7z', "7z\xbc\xaf'\x1c\0\x04", 'model-is-archive'],
    ['HDF5', '\x89HDF\r\n\x1a\n\0\0', 'model-is-keras'],
    ['TensorFlow Lite', '\x1c\0\0\0TFL3\x14\0', 'model-is-lite'],
    ['a pickle', '\x80\x02}q\0', 'model-is-pytorch'],
    ['PyTorch’s zip', 'PK\x03\x04\0\0\x08\x08\0\0net/data.pkl', 'model-is-pytorch'],
    ['safetensors', '\x40\x02\0\0\0\0\0\0{"weight":{}}', 'model-is-pytorch'],
    ['JSON', '{ "layers": [] }\n', 'model-is-text'],
    ['a web page', '<!doctype html>\n<title>404</title>', 'model-is-text'],
    ['text in UTF-8', 'Gesichter f\xc3\xbcr alle\r\n', 'model-is-text'],
    ['text in UTF-16', '\xff\xfeh\0i\0', 'model-is-text'],
    ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF', 'model-is-picture'],
    ['PNG', '\x89PNG\r\n\x1a\n', 'model-is-picture'],
    ['AVIF', '\0\0\0\x20ftypavif', 'model-is-picture'],
    ['WebP', 'RIFF\0\x10\0\0WEBP', 'model-is-picture'],
  ] as const)('%s is said to be that', ([, text, code]) => {
    expect(refuseFile(fileOf(text))).toBe(code);
  });

  test.for([
    ['net.pt', 'model-is-pytorch'],
    ['net.PTH', 'model-is-pytorch'],
    ['net.keras', 'model-is-keras'],
    ['net.zip', 'model-is-archive'],
  ] as const)('a zip called %s is %s', ([name, code]) => {
    expect(refuseFile(fileOf('PK\x03\x04\x14\0', name))).toBe(code);
  });

  test('what is too large is refused, and what is just not', () => {
    expect(refuseFile(fileOf(ONNX, 'model.onnx', MAX_MODEL_BYTES + 1))).toBe('model-too-large');
    expect(refuseFile(fileOf(ONNX, 'model.onnx', MAX_MODEL_BYTES))).toBeUndefined();
  });

  test('a large archive is an archive first', () => {
    expect(refuseFile(fileOf('PK\x03\x04\x14\0', 'a.zip', MAX_MODEL_BYTES * 2))).toBe('model-is-archive');
  });
});
