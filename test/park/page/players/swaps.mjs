import { makeVideo } from '../dom.mjs';

export const controls = { root: 'video' };
/** A single-page app that replaces its video seven times before it stays with one. */
export async function mount(stage, media) {
  for (let swap = 0; swap < 7; swap++) {
    stage.replaceChildren(makeVideo(media, { controls: true }));
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
