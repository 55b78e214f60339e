/**
 * @file A picture whose channels lie in panels of eight, `[channels / 8, pixels, 8]` float32, with nothing
 * around it. Each panel has room for whole tiles of four pixels; what the kernels write there means nothing.
 */
import type { KernelModule } from './kernel-module.ts';

/** Channels that lie side by side. */
export const PANEL = 8;
/** Pixels of one tile of `assembly/multiply-panels.ts`. */
const TILE = 4;
const NUMBER_BYTES = Float32Array.BYTES_PER_ELEMENT;
const PIXEL_BYTES = PANEL * NUMBER_BYTES;

export interface PanelPicture {
  /** Pixels of one side. */
  readonly size: number;
  /** A multiple of eight. */
  readonly channels: number;
  /** Address of the first panel. */
  readonly start: number;
  /** Bytes from one panel to the next. */
  readonly panelStep: number;
}

export function allocatePanelPicture(module: KernelModule, size: number, channels: number): PanelPicture {
  return panelPictureAt(module.allocate(pixelsOf(size) * channels), size, channels);
}

/** @param start of memory that is large enough and holds nothing else while the picture is in use */
export function panelPictureAt(start: number, size: number, channels: number): PanelPicture {
  return { size, channels, start, panelStep: pixelsOf(size) * PIXEL_BYTES };
}

function pixelsOf(size: number): number {
  return Math.ceil(size ** 2 / TILE) * TILE;
}

export function panelOf({ start, panelStep }: PanelPicture, panel: number): number {
  return start + panel * panelStep;
}

/** @returns the channels of the first pixel */
export function readFirstPixel(module: KernelModule, picture: PanelPicture): Float32Array {
  const values = new Float32Array(picture.channels);
  for (let channel = 0; channel < picture.channels; channel += PANEL) {
    values.set(module.view(panelOf(picture, channel / PANEL), PANEL), channel);
  }
  return values;
}
