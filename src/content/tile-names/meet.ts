/**
 * @file Google Meet. Every tile carries its participant's id in a data attribute; the name lies in it in an element that
 * must not be translated. Class names are made anew with every release and are not used.
 *
 * Source: https://github.com/arnellebalane/google-meet-pip (src/lib/google-meet.js; pull requests 26 and 28 tell how the
 * way from video to name grows longer), https://github.com/Vexa-ai/vexa (googlemeet/selectors.ts),
 * https://github.com/StanleyMango/WhoAmIGoogleMeetEdition (ElementsQuery.js),
 * https://github.com/zenfully-org/zen-recorder (find-meet-tiles.ts: the name still lies in `span.notranslate`).
 */
import { isHostOf, type TileAdapter } from './tile-adapter.ts';
import { labelIn } from './tile-text.ts';

const TILE = '[data-requested-participant-id], [data-participant-id], [data-initial-participant-id]';
const LABELS = ['.notranslate', '[translate="no"]', '[data-self-name]'];
/** A shared picture is a tile of the same participant with media of its own. */
const MEDIA = 'data-tile-media-id';
/** Icons that only the own tile has; what it says of its person is a word, in whatever language. */
const OWN_ICON = /\b(?:frame_person|visual_effects)\b/u;
/** A button of the tile that says whom it pins. */
const PIN = /^Pin (.+) to your main screen$/u;

export const meet: TileAdapter = {
  isFor: (_, host) => isHostOf(['meet.google.com'], host),
  *labelsOf({ picture }) {
    const tile = picture.closest(TILE);
    if (tile === null || isShare(tile)) return;
    const isOwn = [...tile.querySelectorAll('i')].some(({ textContent }) => OWN_ICON.test(textContent));
    for (const selector of LABELS) {
      for (const label of labelIn(tile, selector, picture)) if (!isOwn || /\s/u.test(label)) yield label;
    }
    for (const button of tile.querySelectorAll('[aria-label]')) {
      const pinned = PIN.exec(button.getAttribute('aria-label') ?? '')?.[1];
      if (pinned !== undefined) yield pinned;
    }
  },
};

/** Tiles are used again for others: read when it is asked, never kept. */
function isShare(tile: Element): boolean {
  const media = tile.getAttribute(MEDIA) ?? tile.querySelector(`[${MEDIA}]`)?.getAttribute(MEDIA);
  const participant = tile.getAttribute('data-participant-id');
  return media !== null && media !== undefined && participant !== null && media !== participant;
}
