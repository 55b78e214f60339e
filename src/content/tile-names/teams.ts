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

const HOSTS = ['teams.microsoft.com', 'teams.live.com', 'teams.cloud.microsoft', 'teams.microsoft.us'];
const STREAM = '[data-stream-type]';
const TILES = [
  '[data-cid="calling-participant-stream"]',
  '[role="menuitem"][data-acc-element-id]',
  STREAM,
  '[data-tid="menur1j"]',
];
const LABELS = [
  '[data-tid="participant-info-nametag"]',
  '[data-tid*="display-name"]',
  '[data-tid*="participant-name"]',
];
const SHARED = /^Content shared by\b/u;
/** "calling-participant-stream", "menur1j": words of the program stand where names stand on other pages. */
const MACHINE_WORD = /^[a-z][\da-z_-]*(?:[A-Z][\da-z]*)*$/u;
/** Badges follow the name in English without a comma; of other languages they are not known. */
const BADGES = /(?:\s+(?:external|unverified|unfamiliar|guest|organizer|presenter))+$/iu;
/** What English pages add. */
const STATES =
  /(?:,\s*(?:video is o(?:n|ff)|(?:un)?muted|has context menu|context menu is available))+,?\s*$/iu;

export const teams: TileAdapter = {
  isFor: (_, host) => isHostOf(HOSTS, host),
  *labelsOf({ picture }) {
    const tile = TILES.map((selector) => picture.closest(selector)).find((found) => found !== null);
    if (tile === undefined || isShare(tile, picture)) return;
    const spoken = tile.getAttribute('aria-label') ?? '';
    if (SHARED.test(spoken)) return;
    for (const selector of LABELS) yield* labelIn(tile, selector, picture);
    // The plain name on some pages, an address or a word of the program on others.
    for (const element of [picture.closest(STREAM), tile]) {
      const key = element?.getAttribute('data-tid') ?? '';
      if (!MACHINE_WORD.test(key)) yield key;
    }
    const { lang } = picture.ownerDocument.documentElement;
    if (lang === '' || /^en\b/iu.test(lang)) yield nameIn(spoken);
  },
};

/** A tile shows one picture; where any other kind of stream lies in it or around it, nobody can say whose face it is. */
function isShare(tile: Element, picture: Element): boolean {
  const streams = [picture.closest(STREAM), tile, ...tile.querySelectorAll(STREAM)];
  return streams.some((stream) => (stream?.getAttribute('data-stream-type') ?? 'Video') !== 'Video');
}

/** "Doe, Jane" is a name as well: only where the page's language is not known does the first comma end it. */
function nameIn(spoken: string): string {
  const name = spoken.replace(STATES, '');
  const plain = name === spoken ? (spoken.split(',')[0] ?? '') : name;
  return plain.replace(BADGES, '');
}
