/**
 * @file The first bytes of an HDF5 file: whether it is one, and whether all of it is there. The HDF5 library only says
 * that it cannot open a file, not why.
 * Source: HDF5 File Format Specification 3.0, II.A "Disk Format: Level 0A - Format Signature and Superblock".
 */

/** So many bytes from the start suffice. */
export const SUPERBLOCK_BYTES = 64;

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Position of the end-of-file address by version of the superblock, for addresses of eight bytes. */
const END_OF_FILE_AT: Readonly<Record<number, number>> = { 0: 40, 1: 44, 2: 28, 3: 28 };
/** Position of the number of bytes of an address, by version. */
const ADDRESS_SIZE_AT: Readonly<Record<number, number>> = { 0: 13, 1: 13, 2: 9, 3: 9 };

/** Whether a file starts like HDF5. */
export function isHdf5(start: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => start[index] === byte);
}

/**
 * Bytes that a file lacks; 0 when it is whole or does not say how long it should be.
 * @param start its first bytes.
 * @param size of the file, in bytes.
 */
export function missingBytesOf(start: Uint8Array, size: number): number {
  if (size < SUPERBLOCK_BYTES) return SUPERBLOCK_BYTES - size;
  const version = start[SIGNATURE.length] ?? -1;
  const at = END_OF_FILE_AT[version];
  if (at === undefined || start[ADDRESS_SIZE_AT[version] ?? -1] !== 8) return 0;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  return Math.max(0, Number(view.getBigUint64(at, true)) - size);
}
