import Artplayer from 'artplayer';
import { make } from '../dom.mjs';

export const controls = {
  root: '.art-video-player',
  play: '.art-control-playAndPause',
  fullscreen: '.art-control-fullscreen',
};
export function mount(stage, media) {
  const container = make('div');
  Object.assign(container.style, { width: '960px', height: '540px' });
  stage.append(container);
  new Artplayer({
    container,
    url: media.mp4,
    muted: true,
    autoplay: true,
    loop: true,
    hotkey: true,
    fullscreen: true,
    subtitle: { url: media.captions, type: 'vtt' },
  });
}
