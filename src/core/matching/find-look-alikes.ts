/**
 * @file Who looks like whom in a gallery. Pure; a generator that stops every now and then, so that whoever runs it can leave the
 * processor to others.
 *
 * [Note: Fifty million pairs] So many there are of ten thousand anchors, nearly all of strangers: what counts is how soon that is
 * known. The square of a distance is `a² + b² - 2ab`. The product of the first halves of the rows, of one with four others at a
 * time, gives their part of it exactly; of the other halves, the lengths say that it is at least the square of their difference.
 * The rows are taken in blocks that stay in the processor's nearest memory. In Node, on one core: 10,000 of one sample 2.5 s,
 * 3.1 s where 10,000 pairs of them look alike; 1,000 of five samples 0.15 s, 0.55 s where 2,800 pairs do.
 */
import { AT_ONCE, headProducts, meansOf, type AnchorMeans } from './anchor-means.ts';
import { squaredBetween, type FaceRows } from './face-rows.ts';
import { addLink, type LinkTable } from './nearest-links.ts';

/** Two blocks of 128 numbers a row are 32 KB. */
const BLOCK = 32;
/** What rounding may make of a square. */
const ROUNDING = 1 + 1e-9;

/**
 * Adds to `links`, which it changes, all pairs that lie within `maxDistance`. Those that are known (1) are not compared with each
 * other: their links hold. Between two stops: 0.1 ms or so.
 */
export function* findLookAlikes(
  rows: FaceRows,
  maxDistance: number,
  isKnown: Uint8Array,
  links: LinkTable,
): Generator<undefined, LinkTable> {
  const order = Int32Array.from(isKnown.keys()).sort(
    (a, b) => (isKnown[a] ?? 0) - (isKnown[b] ?? 0) || a - b,
  );
  const fresh = isKnown.reduce((count, known) => count - known, isKnown.length);
  const means = meansOf(rows, order, maxDistance);
  for (let top = 0; top < fresh; top += BLOCK) {
    for (let left = top; left < order.length; left += BLOCK) {
      compareBlocks(rows, means, maxDistance, links, {
        top,
        bottom: Math.min(top + BLOCK, fresh),
        left,
        right: Math.min(left + BLOCK, order.length),
      });
      yield;
    }
  }
  return links;
}

interface Blocks {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const products = new Float64Array(AT_ONCE);

function compareBlocks(
  rows: FaceRows,
  means: AnchorMeans,
  maxDistance: number,
  links: LinkTable,
  { top, bottom, left, right }: Blocks,
): void {
  const { headSquares, tailLengths, reaches, scatters } = means;
  for (let one = top; one < bottom; one++) {
    const [square, tail] = [headSquares[one] ?? 0, tailLengths[one] ?? 0];
    const [reach, scatter] = [reaches[one] ?? 0, scatters[one] ?? 0];
    for (let from = Math.max(left, one + 1); from < right; from += AT_ONCE) {
      headProducts(means, one, from, products);
      for (let k = 0; k < AT_ONCE && from + k < right; k++) {
        const other = from + k;
        const limit = maxDistance + Math.max(scatter, scatters[other] ?? 0) + reach + (reaches[other] ?? 0);
        const most = limit * limit * ROUNDING;
        const head = square + (headSquares[other] ?? 0) - 2 * (products[k] ?? 0);
        const rest = tail - (tailLengths[other] ?? 0);
        if (head + rest * rest <= most && isWithin(means, one, other, most - head))
          compareSamples(rows, means.order[one] ?? 0, means.order[other] ?? 0, maxDistance, links);
      }
    }
  }
}

/** Whether what is left of the square is at most `most`. */
function isWithin(
  { values, dimension, head }: AnchorMeans,
  one: number,
  other: number,
  most: number,
): boolean {
  const a = one * dimension + head;
  const b = other * dimension + head;
  return squaredBetween(values, a, b, dimension - head, most) <= most;
}

function compareSamples(
  { values, dimension, starts, people }: FaceRows,
  one: number,
  other: number,
  maxDistance: number,
  links: LinkTable,
): void {
  if (people[one] === people[other]) return;
  let nearest = maxDistance * maxDistance * ROUNDING;
  for (let a = starts[one] ?? 0; a < (starts[one + 1] ?? 0); a++) {
    for (let b = starts[other] ?? 0; b < (starts[other + 1] ?? 0); b++) {
      const square = squaredBetween(values, a * dimension, b * dimension, dimension, nearest);
      nearest = Math.min(nearest, square);
    }
  }
  const distance = Math.sqrt(nearest);
  if (distance > maxDistance) return;
  addLink(links, one, other, distance);
  addLink(links, other, one, distance);
}
