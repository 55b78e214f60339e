/**
 * @file Jitsi Meet. It is free software that runs under any address, so it is told by its page: thumbnails carry their
 * participant's id, the large picture has a label of its own.
 *
 * Source: https://github.com/jitsi/jitsi-meet (react/features: filmstrip/components/web/Thumbnail.tsx,
 * ThumbnailBottomIndicators.tsx, display-name/components/web/DisplayName.tsx and StageParticipantNameLabel.tsx, VirtualScreenshareParticipant.tsx,
 * large-video/components/LargeVideo.web.tsx).
 */
import type { TileAdapter } from './tile-adapter.ts';
import { labelIn } from './tile-text.ts';

const PAGE = '#largeVideoContainer, #videospace';
const THUMBNAIL = '[id^="participant_"], [id^="localVideoContainer"]';
const STAGE = '#largeVideoContainer';
const THUMBNAIL_LABELS = ['.displayname', '#localDisplayName, [id^="participant_"][id$="_name"]'];
/** A shared screen is a participant of its own; its thumbnail says so in whatever language. */
const SHARE_ID = /^participant_.+-v\d+$/u;
const STAGE_LABELS = ['[data-testid="stage-display-name"]'];

export const jitsi: TileAdapter = {
  isFor: (document) => document.querySelector(PAGE) !== null,
  *labelsOf({ picture }) {
    const thumbnail = picture.closest(THUMBNAIL);
    if (thumbnail !== null && SHARE_ID.test(thumbnail.id)) return;
    const tile = thumbnail ?? picture.closest(STAGE);
    if (tile === null) return;
    const labels = thumbnail === null ? STAGE_LABELS : THUMBNAIL_LABELS;
    const shares = thumbnail === null ? shareTexts(picture.ownerDocument) : new Set<string>();
    for (const selector of labels) {
      for (const label of labelIn(tile, selector, picture)) if (!shares.has(label)) yield label;
    }
  },
};

/** What the thumbnails of shared screens say: the large picture says the same while it shows one. */
function shareTexts(document: Document): ReadonlySet<string> {
  const shares = [...document.querySelectorAll(THUMBNAIL)].filter(({ id }) => SHARE_ID.test(id));
  return new Set(
    shares.flatMap((share) => THUMBNAIL_LABELS.flatMap((selector) => labelIn(share, selector, share))),
  );
}
