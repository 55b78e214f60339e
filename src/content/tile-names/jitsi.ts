/**
 * @file Jitsi Meet. It is free software that runs under any address, so it is told by its page: thumbnails carry their
 * participant's id, the large picture has a label of its own.
 *
 * Source: https://github.com/jitsi/jitsi-meet (react/features: filmstrip/components/web/Thumbnail.tsx,
 * ThumbnailBottomIndicators.tsx, display-name/components/web/DisplayName.tsx and StageParticipantNameLabel.tsx,
 * large-video/components/LargeVideo.web.tsx).
 */
import type { TileAdapter } from './tile-adapter.ts';
import { labelIn } from './tile-text.ts';

const PAGE = '#largeVideoContainer, #videospace';
const THUMBNAIL = '[id^="participant_"], [id^="localVideoContainer"]';
const STAGE = '#largeVideoContainer';
const THUMBNAIL_LABELS = ['.displayname', '#localDisplayName, [id^="participant_"][id$="_name"]'];
const STAGE_LABELS = ['[data-testid="stage-display-name"]'];

export const jitsi: TileAdapter = {
  isFor: (document) => document.querySelector(PAGE) !== null,
  *labelsOf({ picture }) {
    const thumbnail = picture.closest(THUMBNAIL);
    const tile = thumbnail ?? picture.closest(STAGE);
    if (tile === null) return;
    const labels = thumbnail === null ? STAGE_LABELS : THUMBNAIL_LABELS;
    for (const selector of labels) yield* labelIn(tile, selector, picture);
  },
};
