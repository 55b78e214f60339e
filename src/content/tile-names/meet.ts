/**
 * @file Google Meet. Every tile carries its participant's id in a data attribute; the name lies in it in an element that
 * must not be translated. Class names are made anew with every release and are not used.
 *
 * Source: https://github.com/arnellebalane/google-meet-pip (src/lib/google-meet.js; pull requests 26 and 28 tell how the
 * way from video to name grows longer), https://github.com/Vexa-ai/vexa (googlemeet/selectors.ts),
 * https://github.com/StanleyMango/WhoAmIGoogleMeetEdition (ElementsQuery.js).
 */
import { isHostOf, type TileAdapter } from './tile-adapter.ts';
import { labelIn } from './tile-text.ts';

const TILE = '[data-requested-participant-id], [data-participant-id], [data-initial-participant-id]';
const LABELS = ['.notranslate', '[translate="no"]', '[data-self-name]'];
/** A button of the tile that says whom it pins. */
const PIN = /^Pin (.+) to your main screen$/u;

export const meet: TileAdapter = {
  isFor: (_, host) => isHostOf(['meet.google.com'], host),
  *labelsOf({ picture }) {
    const tile = picture.closest(TILE);
    if (tile === null) return;
    for (const selector of LABELS) yield* labelIn(tile, selector, picture);
    for (const button of tile.querySelectorAll('[aria-label]')) {
      const pinned = PIN.exec(button.getAttribute('aria-label') ?? '')?.[1];
      if (pinned !== undefined) yield pinned;
    }
  },
};
