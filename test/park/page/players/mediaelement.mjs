import 'mediaelement/build/mediaelementplayer.css';
import 'mediaelement';
import { makeVideo } from '../dom.mjs';

export const controls = {
  root: '.mejs__container',
  play: '.mejs__playpause-button button',
  fullscreen: '.mejs__fullscreen-button button',
};
export function mount(stage, media) {
  const video = makeVideo(media);
  Object.assign(video, { width: 960, height: 540 });
  stage.append(video);
  new globalThis.MediaElementPlayer(video, { loop: true, startLanguage: 'en', iconSprite: '' });
}
