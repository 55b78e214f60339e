/** @file The networks as the pipeline sees them. Pure interfaces: adapters implement them, tests may too. */
import type { Pixels } from '../core/image/pixels.ts';

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
