/**
 * @file Nextcloud Talk, under any address: told by the containers of its incoming videos. A shared screen is another class of
 * video in them.
 *
 * Source: https://github.com/nextcloud/spreed (src/components/CallView/shared/VideoVue.vue).
 */
import type { TileAdapter } from './tile-adapter.ts';
import { labelIn } from './tile-text.ts';

const TILE = '[id$="_video_incoming"]';

export const nextcloudTalk: TileAdapter = {
  isFor: (document) => document.querySelector(TILE) !== null,
  *labelsOf({ picture }) {
    const tile = picture.closest(TILE);
    if (tile === null || !picture.matches('video.video')) return;
    yield* labelIn(tile, '.participant-name', picture);
  },
};
