import videojs from 'video.js';
import 'video.js/dist/video-js.css';
import { makeVideo } from '../dom.mjs';

export const controls = {
  root: '.video-js',
  play: '.vjs-play-control',
  fullscreen: '.vjs-fullscreen-control',
};
export function mount(stage, media) {
  const video = makeVideo(media, { className: 'video-js' });
  stage.append(video);
  videojs(video, { controls: true, width: 960, height: 540, userActions: { hotkeys: true } });
}
