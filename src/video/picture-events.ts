/** @file The events that may change whether and what to sample. */

/** A different picture may be shown, or none. */
const CHANGES = ['play', 'playing', 'pause', 'seeked', 'resize', 'ended'];
/** What is played is exchanged: whether it may be read has to be found out again. */
const EXCHANGES = ['loadeddata', 'emptied', 'encrypted'];

export interface PictureEventHandlers {
  onChange(): void;
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
  const exchange = (): void => {
    handlers.onExchange();
  };
  for (const event of CHANGES) video.addEventListener(event, change, { signal });
  for (const event of EXCHANGES) video.addEventListener(event, exchange, { signal });
  document.addEventListener('visibilitychange', change, { signal });
}
