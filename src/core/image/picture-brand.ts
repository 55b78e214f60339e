/** @file What a picture file is by its first bytes, for what no size tells. */

/** Of HEVC pictures. Source: ISO/IEC 23008-12, annex B. */
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'];
/** Those that any picture of this family may have; then the brands that it is compatible with decide. */
const GENERAL_BRANDS = ['mif1', 'msf1'];
const MAX_BRANDS = 32;

/** Whether this is a picture as iPhones take them, which browsers but Safari do not open. */
export function isHeic(head: Uint8Array): boolean {
  if (textAt(head, 4) !== 'ftyp') return false;
  const [major = '', , ...compatible] = brandsOf(head);
  if (HEIC_BRANDS.includes(major)) return true;
  return GENERAL_BRANDS.includes(major) && compatible.some((brand) => HEIC_BRANDS.includes(brand));
}

/** The type of a file that may hold several pictures, which play as a film. */
export function animatedTypeOf(head: Uint8Array): string | undefined {
  if (textAt(head, 0) === 'GIF8') return 'image/gif';
  if (textAt(head, 0) === 'RIFF' && textAt(head, 8) === 'WEBP') return 'image/webp';
  if (textAt(head, 1).startsWith('PNG')) return 'image/png';
  if (textAt(head, 4) === 'ftyp' && textAt(head, 8).startsWith('avi')) return 'image/avif';
  return undefined;
}

/** The major brand, the version, and the compatible ones. */
function brandsOf(head: Uint8Array): string[] {
  const sizeByte = (index: number): number => head[index] ?? 0;
  const size = sizeByte(0) * 2 ** 24 + sizeByte(1) * 2 ** 16 + sizeByte(2) * 2 ** 8 + sizeByte(3);
  const end = Math.min(size, head.byteLength, 8 + 4 * MAX_BRANDS);
  return Array.from({ length: Math.max(0, Math.floor((end - 8) / 4)) }, (_, index) =>
    textAt(head, 8 + 4 * index),
  );
}

function textAt(bytes: Uint8Array, start: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + 4));
}
