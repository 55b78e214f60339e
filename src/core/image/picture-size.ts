/**
 * @file How large a picture file says that it is, read from its first bytes. A few kilobytes can decode to gigabytes, and the
 * browser tells the size only once it has decoded.
 */

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Videos begin with the same box, of other brands. */
const AVIF_BRANDS: readonly string[] = ['avif', 'avis', 'mif1', 'msf1', 'miaf'];
/** The boxes that describe the picture come first. */
const AVIF_HEAD_BYTES = 2 ** 20;

/** A phone's 108 megapixels pass; decoded, these take 480 MB. */
export const MAX_PICTURE_PIXELS = 120_000_000;

export function isTooLarge({ width, height }: PictureSize): boolean {
  return width * height > MAX_PICTURE_PIXELS;
}

/**
 * Undefined where the bytes are no JPEG, PNG, WebP, AVIF, GIF or BMP, or do not reach as far as the size.
 * @param bytes the beginning of the file.
 */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return sizeIn(view);
  } catch (error) {
    // Beyond the end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function sizeIn(view: DataView): PictureSize | undefined {
  if (view.getUint16(0) === 0xff_d8) return jpegSize(view);
  if (textAt(view, 1, 3) === 'PNG') return { width: view.getUint32(16), height: view.getUint32(20) };
  if (textAt(view, 0, 3) === 'GIF') {
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (textAt(view, 0, 4) === 'RIFF' && textAt(view, 8, 4) === 'WEBP') return webpSize(view);
  if (textAt(view, 4, 4) === 'ftyp' && AVIF_BRANDS.includes(textAt(view, 8, 4))) return largestOf(view);
  if (textAt(view, 0, 2) === 'BM') {
    // Upside down, the height is negative.
    return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
  }
  return undefined;
}

/** Segment by segment to the frame header (SOF), which is none of DHT, JPG and DAC. Source: ITU-T T.81, table B.1. */
function jpegSize(view: DataView): PictureSize | undefined {
  let at = 2;
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at++;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Source: RFC 9649, 2.5 to 2.7. */
function webpSize(view: DataView): PictureSize | undefined {
  switch (textAt(view, 12, 4)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: threeBytes(view, 24) + 1, height: threeBytes(view, 27) + 1 };
    default:
      return undefined;
  }
}

/** Of an AVIF, the largest `ispe` box: one each for the picture, its tiles and its thumbnails. Source: ISO/IEC 23008-12, 6.5.3. */
function largestOf(view: DataView): PictureSize | undefined {
  let largest: PictureSize | undefined;
  const end = Math.min(view.byteLength, AVIF_HEAD_BYTES);
  for (let at = 8; at + 16 <= end; at++) {
    if (view.getUint32(at) !== 0x69_73_70_65) continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (largest === undefined || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

function threeBytes(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

function textAt(view: DataView, at: number, length: number): string {
  return String.fromCharCode(...Array.from({ length }, (_, index) => view.getUint8(at + index)));
}
