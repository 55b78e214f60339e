import { makeVideo } from '../dom.mjs';

export const controls = { root: 'video' };
export function mount(stage, media) {
  stage.append(makeVideo(media, { controls: true }));
}
