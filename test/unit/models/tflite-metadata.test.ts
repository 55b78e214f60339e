/**
 * @file The metadata can be read back from the new file, and everything that was in the old file is still there, in place.
 */
import { readFile } from 'node:fs/promises';
import { ByteBuffer } from 'flatbuffers';
import { describe, expect, test } from 'vitest';
import { addImageMetadata, BLOCK_ALIGNMENT, METADATA_NAME } from '../../../models/build/tflite-metadata.ts';
import { FlatTable } from './flat-table.ts';

const NORMALIZATION = { mean: 127.5, std: 64 };

describe('addImageMetadata', async () => {
  const original = await readFile(
    new URL(
      `../../../node_modules/@mediapipe/face_detection/face_detection_full_range_sparse.tflite`,
      import.meta.url,
    ),
  );
  const extended = addImageMetadata(original, NORMALIZATION);
  const blockStart = Buffer.from(extended).indexOf(original);
  const before = new FlatTable(original);
  const after = new FlatTable(extended);

  test('keeps the original bytes, aligned as they were', () => {
    expect(blockStart).toBeGreaterThan(0);
    expect(blockStart % BLOCK_ALIGNMENT).toBe(0);
    expect(extended.length % BLOCK_ALIGNMENT).toBe(0);
  });

  test('keeps identifier and version', () => {
    expect(new ByteBuffer(extended).__has_identifier('TFL3')).toBe(true);
    expect(after.integer(0)).toBe(before.integer(0));
  });

  test.for([
    ['operator codes', 1],
    ['subgraphs', 2],
  ] as const)('points to the original %s', ([, field]) => {
    expect(after.tables(field).map(({ position }) => position)).toEqual(
      before.tables(field).map(({ position }) => blockStart + position),
    );
  });

  test('keeps every buffer and appends one', () => {
    const positions = after.tables(4).map(({ position }) => position);
    expect(positions.slice(0, -1)).toEqual(before.tables(4).map(({ position }) => blockStart + position));
    expect(positions.at(-1)).toBeLessThan(blockStart);
  });

  test('keeps older metadata entries and appends one', () => {
    expect(after.tables(6).map((entry) => entry.text(0))).toEqual([
      ...before.tables(6).map((entry) => entry.text(0)),
      METADATA_NAME,
    ]);
  });

  test('the new entry leads to an RGB image input with the normalisation', () => {
    const buffer = after.tables(4)[after.tables(6).at(-1)?.integer(1) ?? -1];
    const data = buffer?.bytes(0);
    expect(data?.byteOffset).toSatisfy((offset: number) => (offset - extended.byteOffset) % 16 === 0);

    const content = data?.slice() ?? new Uint8Array();
    expect(new ByteBuffer(content).__has_identifier('M001')).toBe(true);
    const [subgraph] = new FlatTable(content).tables(3);
    const [input] = subgraph?.tables(2) ?? [];
    expect(input?.text(0)).toBe('image');
    expect(input?.table(3)?.byte(0)).toBe(2);
    expect(input?.table(3)?.table(1)?.byte(0)).toBe(1);
    const [processUnit] = input?.tables(4) ?? [];
    expect(processUnit?.byte(0)).toBe(1);
    expect(processUnit?.table(1)?.floats(0)).toEqual([NORMALIZATION.mean]);
    expect(processUnit?.table(1)?.floats(1)).toEqual([NORMALIZATION.std]);
  });

  test('refuses to do it twice', () => {
    expect(() => addImageMetadata(extended, NORMALIZATION)).toThrow(`has ${METADATA_NAME} already`);
  });

  test('is deterministic', () => {
    expect(Buffer.from(addImageMetadata(original, NORMALIZATION)).equals(extended)).toBe(true);
  });
});

test.for([new Uint8Array(), new Uint8Array(64), new TextEncoder().encode('<!doctype html><html></html>')])(
  'addImageMetadata refuses what is no TFLite model',
  (bytes) => {
    expect(() => addImageMetadata(bytes, NORMALIZATION)).toThrow('not a TFLite model');
  },
);
