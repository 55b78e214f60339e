/**
 * @file MediaPipe's wasm loader as it is shipped: one leak mended, and minified. The licence (Apache-2.0) asks that a changed file
 * says so: its first line does.
 */
import { minifySync } from 'vite';

/**
 * Emscripten counts the numbers of graphics objects upwards for ever and keeps a place for each in its tables, and MediaPipe makes
 * some for every picture. On the demo page the detector's worker kept 8 KB more each second, after garbage collections (the
 * heap that `npm run soak` prints). To go when `getNewId` gives out numbers again that have become free.
 */
const COUNTING = `getNewId: table => {
    var ret = GL.counter++;
    for (var i = table.length; i < ret; i++) {
      table[i] = null;
    }
    // Skip over any non-null elements that might have been created by
    // glBindBuffer.
    while (table[ret]) {
      ret = GL.counter++;
    }
    return ret;
  },`;
/**
 * Round and round through so many numbers: enough that nothing which MediaPipe remembers of one is left when it comes again, as
 * would be if each went out again at once (the segmenter then answered with masks of other pictures).
 */
export const NUMBERS = 4096;
export const REUSING = `getNewId: table => {
    var ret;
    do {
      ret = GL.counter;
      GL.counter = ret < ${String(NUMBERS - 1)} ? ret + 1 : 1;
    } while (table[ret]);
    for (var i = table.length; i < ret; i++) {
      table[i] = null;
    }
    return ret;
  },`;

const NOTICE =
  '/* MediaPipe 0.10.35, Apache-2.0. Changed by Nametag: getNewId gives out numbers again after a while; minified. */';

/** @throws when it is another loader than the one that the change was made for. */
export function shippedLoader(source: string): string {
  if (source.split(COUNTING).length !== 2) {
    throw new Error(
      "MediaPipe's loader has changed: see whether it still needs the change in scripts/mediapipe-loader.ts.",
    );
  }
  const { code, errors } = minifySync('loader.mjs', source.replace(COUNTING, REUSING), { module: true });
  const [error] = errors;
  if (error !== undefined) throw new Error(`MediaPipe's loader was not minified: ${error.message}`);
  return `${NOTICE}\n${code}`;
}
