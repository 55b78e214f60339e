/** @file The events that may change whether and what to sample. */

/** It may be sampled in another way, or no longer. */
const CHANGES = ['play', 'playing', 'pause', 'ended'];
/** What was found in the picture is not what is shown now. */
const OTHER_PICTURES = ['seeking', 'seeked'];
/** What is played is exchanged: whether it may be read has to be found out again. */
const EXCHANGES = ['loadeddata', 'emptied', 'encrypted'];

export interface PictureEventHandlers {
  onChange(): void;
  onOtherPicture(): void;
  onExchange(): void;
}

export function listenForChanges(
  video: HTMLVideoElement,
  handlers: PictureEventHandlers,
  signal: AbortSignal,
): void {
  const change = (): void => {
    handlers.onChange();
  };
  const turn = (): void => {
    handlers.onOtherPicture();
  };
  const exchange = (): void => {
    handlers.onExchange();
  };
  for (const event of CHANGES) video.addEventListener(event, change, { signal });
  for (const event of OTHER_PICTURES) video.addEventListener(event, turn, { signal });
  for (const event of EXCHANGES) video.addEventListener(event, exchange, { signal });
  document.addEventListener('visibilitychange', change, { signal });
}
