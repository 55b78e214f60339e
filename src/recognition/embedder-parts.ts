/** @file What only an embedder's card says: how a face is cut and prepared, and what is known of strangers. Pure. */
import * as v from 'valibot';
import { count, point, positive, probability, text, threeChannels } from './card-parts.ts';

/** `(x - mean[channel]) * scale` on 0..255; or FaceNet's prewhitening, which needs no numbers. */
export const preprocessingSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('mean-and-scale'), mean: threeChannels, scale: positive }),
  v.strictObject({ kind: v.literal('prewhitening') }),
]);

/**
 * What part of the picture the network gets. `eyes`: turned and scaled so that the pupils come to lie here, in pixels of
 * the face crop; "right" is the subject's, so it has the smaller x. `points`: so that eyes, nose tip and mouth corners come
 * as near to these places as turning and scaling can bring them. `box`: the detector's box, as it is (`stretched` to
 * the input) or as the square around it, `factor` times as large.
 */
export const cropSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('eyes'), rightEye: point, leftEye: point }),
  v.strictObject({
    kind: v.literal('points'),
    rightEye: point,
    leftEye: point,
    noseTip: point,
    rightMouthCorner: point,
    leftMouthCorner: point,
  }),
  v.strictObject({ kind: v.literal('box'), shape: v.picklist(['stretched', 'square']), factor: positive }),
]);

/**
 * What faces of one kind have in common for this network, so that it can be taken away. See `leaveNeighborhood` in
 * `core/embedding/neighborhoods.ts`.
 */
export const neighborhoodsSchema = v.strictObject({
  /** Rows of as many numbers as the output has: float16, little-endian, base64. */
  centers: v.pipe(v.string(), v.base64()),
  sharpness: positive,
  share: probability,
  /** Whose pictures they were made from. */
  people: count,
  /** The fewest people behind a center: no single face can be read off it. */
  fewestPeople: v.pipe(count, v.minValue(5)),
  reason: text,
});

/** What a person may want to know before choosing the network: how long a face takes, and for whom it errs how often. */
export const measuredSchema = v.strictObject({
  /** Of one face, on one core of an ordinary computer. */
  milliseconds: positive,
  /**
   * Of pairs of different people of one origin, single looks at the default: the share that counts as one person. Where
   * none does: 3 / pairs, the most that so many pairs allow to claim (the rule of three).
   */
  falseMatches: v.array(v.strictObject({ group: text, share: probability })),
});

/** Distances between different people, in the metric's space. See `Impostors` in `core/matching/calibration.ts`. */
export const impostorsSchema = v.strictObject({
  mean: positive,
  deviation: positive,
  pairs: count,
  weight: count,
  people: v.pipe(count, v.minValue(2)),
});

/** Of base64: four characters are three bytes. */
export function isWholeRows(base64: string, dimension: number): boolean {
  const bytes = (base64.length / 4) * 3 - (/={0,2}$/u.exec(base64)?.[0].length ?? 0);
  return bytes > 0 && bytes % (2 * dimension) === 0;
}
