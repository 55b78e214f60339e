/**
 * @file Element Call, under any address: told by its tiles. A shared screen has the same name tag, so the video has to be a
 * camera's.
 *
 * Source: https://github.com/element-hq/element-call (src/tile/MediaView.tsx).
 */
import type { TileAdapter } from './tile-adapter.ts';
import { labelIn } from './tile-text.ts';

const TILE = '[data-testid="videoTile"]';
const CAMERA = 'video[data-lk-source="camera"]';

export const elementCall: TileAdapter = {
  isFor: (document) => document.querySelector(TILE) !== null,
  *labelsOf({ picture }) {
    const tile = picture.closest(TILE);
    if (tile === null || !picture.matches(CAMERA)) return;
    yield* labelIn(tile, '[data-testid="name_tag"]', picture);
  },
};
