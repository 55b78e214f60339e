/** @file Goes on watching while the page is hidden, for whoever wants notices. */
import { useEffect } from 'preact/hooks';
import { watchInBackground } from './background-watch.ts';

export function useBackgroundWatch(stream: MediaStream | undefined, isWanted: boolean): void {
  useEffect(() => {
    const [track] = stream?.getVideoTracks() ?? [];
    if (track === undefined || !isWanted) return;
    let stop: (() => void) | undefined;
    const settle = (): void => {
      const isHidden = document.visibilityState === 'hidden';
      if (isHidden) stop ??= watchInBackground(track);
      else {
        stop?.();
        stop = undefined;
      }
    };
    settle();
    document.addEventListener('visibilitychange', settle);
    return () => {
      document.removeEventListener('visibilitychange', settle);
      stop?.();
    };
  }, [stream, isWanted]);
}
