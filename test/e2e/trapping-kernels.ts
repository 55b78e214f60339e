/** @file A module with the functions of the kernels, each of which traps. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Smaller than 128, so that each length is one byte of LEB128 unless `sized` writes it. */
const TYPE_SECTION = [1, 4, 1, 0x60, 0, 0];
const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** No locals, `unreachable`, `end`. */
const BODY = [3, 0, 0, 0x0b];

/** @param dist the built extension, whose kernels say which functions there are */
export async function trappingKernels(dist: string): Promise<Uint8Array> {
  const bytes = await readFile(path.join(dist, 'wasm', 'kernels', 'kernels.wasm'));
  const names = exportedFunctions(bytes);
  const section = (id: number, entries: readonly (readonly number[])[]): number[] => [
    id,
    ...sized([...leb(entries.length), ...entries.flat()]),
  ];
  return Uint8Array.from([
    ...HEADER,
    ...TYPE_SECTION,
    ...section(
      3,
      names.map(() => [0]),
    ),
    ...section(
      7,
      names.map((name, index) => [...sized([...Buffer.from(name)]), 0, ...leb(index)]),
    ),
    ...section(
      10,
      names.map(() => BODY),
    ),
  ]);
}

/** Read from the module's own export section: Node 20 does not compile relaxed SIMD by itself. */
function exportedFunctions(bytes: Uint8Array): string[] {
  let at = HEADER.length;
  const read = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const id = bytes[at++];
    const size = read();
    if (id !== 7) {
      at += size;
      continue;
    }
    return Array.from({ length: read() }, () => {
      const length = read();
      const name = Buffer.from(bytes.subarray(at, at + length)).toString();
      at += length;
      const kind = bytes[at++];
      read();
      return kind === 0 ? name : '';
    }).filter((name) => name !== '');
  }
  throw new Error('The kernels export nothing.');
}

function sized(content: readonly number[]): number[] {
  return [...leb(content.length), ...content];
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}
