/**
 * @file BigBlueButton, under any address: told by its webcams. The name of each is on the button of its menu.
 *
 * Source: https://github.com/bigbluebutton/bigbluebutton (video-provider/video-list/video-list-item).
 */
import type { TileAdapter } from './tile-adapter.ts';
import { labelIn } from './tile-text.ts';

const TILE = '[data-test="webcamItem"], [data-test="webcamItemTalkingUser"]';

export const bigBlueButton: TileAdapter = {
  isFor: (document) => document.querySelector(TILE) !== null,
  *labelsOf({ picture }) {
    const tile = picture.closest(TILE);
    if (tile !== null) yield* labelIn(tile, '[data-test="dropdownWebcamButton"]', picture, 'as-a-button');
  },
};
