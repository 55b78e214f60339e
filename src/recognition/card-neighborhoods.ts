/** @file The neighborhoods that a card states, as numbers. Pure. */
import type { Neighborhoods } from '../core/embedding/neighborhoods.ts';
import { halfToFloat } from './kernels/half-float.ts';
import type { EmbedderCard } from './model-card.ts';

/** Undefined where nothing was measured: every face is compared as the network sees it. */
export function neighborhoodsOf({ neighborhoods, output }: EmbedderCard): Neighborhoods | undefined {
  if (neighborhoods === undefined) return undefined;
  const bytes = decodeBase64(neighborhoods.centers);
  const numbers = Float32Array.from({ length: bytes.length / 2 }, (_, index) =>
    halfToFloat((bytes[2 * index] ?? 0) | ((bytes[2 * index + 1] ?? 0) << 8)),
  );
  const centers: Float32Array[] = [];
  for (let at = 0; at < numbers.length; at += output.dimension) {
    centers.push(numbers.subarray(at, at + output.dimension));
  }
  return { centers, sharpness: neighborhoods.sharpness, share: neighborhoods.share };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The card's schema has checked the text. A browser has `atob`, but nothing here may need one. */
function decodeBase64(text: string): Uint8Array {
  const digits = Array.from(text.replace(/=+$/u, ''), (letter) => ALPHABET.indexOf(letter));
  const bytes = new Uint8Array(Math.floor((digits.length * 6) / 8));
  for (let index = 0; index < bytes.length; index++) {
    const bit = index * 8;
    const first = Math.floor(bit / 6);
    const pair = ((digits[first] ?? 0) << 6) | (digits[first + 1] ?? 0);
    bytes[index] = pair >> (4 - (bit % 6));
  }
  return bytes;
}
