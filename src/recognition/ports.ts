/** @file The networks as the pipeline sees them. Pure interfaces: adapters implement them, tests may too. */
import type { Detection } from '../core/geometry/landmarks.ts';
import type { Pixels } from '../core/image/pixels.ts';

export interface FaceDetector {
  /**
   * All faces of the picture that score `minScore` and more, the surest first; boxes and landmarks normalised to it.
   * Borrowing: `pixels` stays the caller's.
   */
  detect(pixels: Pixels, minScore: number): Promise<readonly Detection[]>;
  close(): void;
}

export interface MeshResult {
  /**
   * `[468, 3]`: x and y in pixels of the input from its upper left corner, and depth in the same unit. The
   * caller's own.
   */
  readonly points: Float32Array;
  /** That it is a face, before its sigmoid. */
  readonly flag: number;
}

export interface FaceLandmarker {
  /** @param pixels as large as the card's input, the face upright in the middle, see `pipeline/mesh-view.ts` */
  find(pixels: Pixels): Promise<MeshResult>;
}

/** How surely each pixel belongs to a person: one byte a pixel, row by row, 255 for certainty. */
export interface PersonMask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

export interface PersonSegmenter {
  /** The mask of the picture, of its size. Borrowing: `pixels` stays the caller's. */
  segment(pixels: Pixels): Promise<PersonMask>;
  close(): void;
}

export interface FaceEmbedder {
  readonly modelId: string;
  /** Length of each embedding. */
  readonly dimension: number;
  /** Worker threads that the runtime really uses. */
  readonly threads: number;
  /** The embedding of a face crop, which has the size that the model card says. */
  embed(crop: Pixels): Promise<Float32Array>;
  close(): Promise<void>;
}
