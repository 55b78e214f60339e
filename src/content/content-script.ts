/** @file The content script's entry: runs on allowed sites only, watches what moves on them, and leaves nothing behind. */
import { createViewer } from '../video/viewer.ts';
import { watchForPictures } from './find-pictures.ts';
import { readTileName } from './tile-names/read-tile-name.ts';

/** In the isolated world only: a second injection replaces the first instead of doubling it. */
const own = globalThis as typeof globalThis & { stopNametag?: (() => void) | undefined };

own.stopNametag?.();
own.stopNametag = start();

function start(): () => void {
  const stop = (): void => {
    if (own.stopNametag === stop) own.stopNametag = undefined;
    search.stop();
    viewer.stop();
  };
  const viewer = createViewer({
    source: 'tab',
    readTileName: (face) => readTileName(face, location.hostname),
    onEnded: stop,
  });
  const search = watchForPictures(document, {
    onFound: (element) => {
      viewer.add(element);
    },
    onGone: (element) => {
      viewer.remove(element);
    },
    onEmbedded: (origins) => {
      viewer.setEmbedded(origins);
    },
  });
  return stop;
}
