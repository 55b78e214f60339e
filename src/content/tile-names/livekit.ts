/**
 * @file LiveKit's components, as LiveKit Meet and La Suite Meet use them under any address: told by their tiles. A shared screen
 * is a tile of another source.
 *
 * Source: https://github.com/livekit/components-js (packages/react, ParticipantTile.tsx and ParticipantName.tsx),
 * https://github.com/suitenumerique/meet (the same tile, the name in a wrapper).
 */
import type { TileAdapter } from './tile-adapter.ts';
import { labelIn } from './tile-text.ts';

const TILE = '.lk-participant-tile';
/** The element's text falls back to an id; the attribute does not. */
const NAME = 'data-lk-participant-name';
const LABELS = ['.lk-participant-name-wrapper'];

export const livekit: TileAdapter = {
  isFor: (document) => document.querySelector(TILE) !== null,
  *labelsOf({ picture }) {
    const tile = picture.closest(`${TILE}[data-lk-source="camera"]`);
    if (tile === null) return;
    const names = new Set(
      [tile, ...tile.querySelectorAll(`[${NAME}]`)]
        .map((element) => element.getAttribute(NAME))
        .filter((name) => name !== null && name !== ''),
    );
    if (names.size === 1) for (const name of names) if (name !== null) yield name;
    for (const selector of LABELS) yield* labelIn(tile, selector, picture);
  },
};
