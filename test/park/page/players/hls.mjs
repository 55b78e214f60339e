import Hls from 'hls.js';
import { makeVideo } from '../dom.mjs';

export const controls = { root: 'video' };
export async function mount(stage, media) {
  const video = makeVideo(media, { src: undefined, controls: true });
  stage.append(video);
  const hls = new Hls();
  hls.loadSource(media.hls);
  hls.attachMedia(video);
}
