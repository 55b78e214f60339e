/** @file Numbers as a model card has them: float16, little-endian, base64. */

const view = new DataView(new ArrayBuffer(4));

/** Rounds to the nearest of 16 bits; numbers below 2⁻¹⁴ become 0. */
export function halfText(rows: readonly Float32Array[]): string {
  const bits = rows.flatMap((row) => Array.from(row, toHalf));
  const bytes = Buffer.alloc(2 * bits.length);
  for (const [index, value] of bits.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes.toString('base64');
}

function toHalf(value: number): number {
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  // Exponents of 32 bits begin 112 lower; the 13 lowest bits of the fraction go.
  const rounded = (magnitude + 0x1000 - (112 << 23)) >> 13;
  return rounded < 0x400 ? sign : sign | Math.min(rounded, 0x7bff);
}
