import { MediaPlayer } from 'dashjs';
import { makeVideo } from '../dom.mjs';

export const controls = { root: 'video' };
export function mount(stage, media) {
  const video = makeVideo(media, { src: undefined, controls: true });
  stage.append(video);
  MediaPlayer().create().initialize(video, media.dash, true);
}
