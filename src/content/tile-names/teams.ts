/**
 * @file Microsoft Teams in the browser. A tile names its participant in a name tag, and at the beginning of its accessible
 * name: "Jane Doe, muted, Context menu is available", in the language of the page. A tile that shows a shared screen
 * looks the same but for its stream type.
 *
 * Source: https://github.com/Meeting-BaaS/meet-teams-bot (src/meeting/teams/speakersObserver.ts; its pull request 260 shows
 * that data-tid may be an address, 341 what follows the name), https://github.com/Vexa-ai/vexa (msteams/selectors.ts).
 */
import { isHostOf, type TileAdapter } from './tile-adapter.ts';
import { labelIn } from './tile-text.ts';

const STREAM = '[data-stream-type]';
const TILES = ['[data-cid="calling-participant-stream"]', STREAM, '[data-tid="menur1j"]'];
const LABELS = [
  '[data-tid="participant-info-nametag"]',
  '[data-tid*="display-name"]',
  '[data-tid*="participant-name"]',
];
const SHARED = /^Content shared by\b/u;
/** What English pages add. */
const STATES =
  /(?:,\s*(?:video is o(?:n|ff)|(?:un)?muted|has context menu|context menu is available))+,?\s*$/iu;

export const teams: TileAdapter = {
  isFor: (_, host) => isHostOf(['teams.microsoft.com', 'teams.live.com', 'teams.cloud.microsoft'], host),
  *labelsOf({ picture }) {
    const type = picture.closest(STREAM)?.getAttribute('data-stream-type') ?? 'Video';
    const tile = TILES.map((selector) => picture.closest(selector)).find((found) => found !== null);
    if (tile === undefined || type !== 'Video') return;
    const spoken = tile.getAttribute('aria-label') ?? '';
    if (SHARED.test(spoken)) return;
    for (const selector of LABELS) yield* labelIn(tile, selector, picture);
    yield nameIn(spoken);
    // A name on some pages, an address or a word of the program on others: those have no spaces.
    const key = picture.closest(STREAM)?.getAttribute('data-tid') ?? '';
    if (key.includes(' ')) yield key;
  },
};

/** "Doe, Jane" is a name as well: only where the page's language is not known does the first comma end it. */
function nameIn(spoken: string): string {
  const name = spoken.replace(STATES, '');
  return name === spoken ? (spoken.split(',')[0] ?? '') : name;
}
