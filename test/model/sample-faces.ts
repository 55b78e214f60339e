/**
 * @file The people in face-api's sample photos, counted and framed by hand.
 */

/** A square around one face, in pixels of the photo `demo/sample<photo>.jpg`. */
export interface SampleFace {
  readonly photo: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Faces per photo, sample1 to sample6; in the second one a face is in profile. */
export const FACE_COUNTS: readonly number[] = [3, 3, 3, 4, 5, 4];

/** Two faces of each photo: dark and bright, upright and tilted, lit from the front and from the side. */
export const SAMPLE_FACES: readonly SampleFace[] = [
  { photo: 1, x: 383, y: 375, size: 201 },
  { photo: 1, x: 1472, y: 242, size: 170 },
  { photo: 2, x: 1428, y: 186, size: 213 },
  { photo: 2, x: 876, y: 236, size: 227 },
  { photo: 3, x: 578, y: 346, size: 228 },
  { photo: 3, x: 1047, y: 239, size: 249 },
  { photo: 4, x: 282, y: 235, size: 179 },
  { photo: 4, x: 942, y: 215, size: 194 },
  { photo: 5, x: 359, y: 901, size: 230 },
  { photo: 5, x: 776, y: 131, size: 188 },
  { photo: 6, x: 258, y: 517, size: 228 },
  { photo: 6, x: 1161, y: 341, size: 231 },
];
