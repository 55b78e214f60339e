import Player from 'xgplayer';
import 'xgplayer/dist/index.min.css';
import { make } from '../dom.mjs';

export const controls = { root: '.xgplayer', play: '.xgplayer-play', fullscreen: '.xgplayer-fullscreen' };
export function mount(stage, media) {
  stage.append(make('div', { id: 'xg' }));
  new Player({
    id: 'xg',
    url: media.mp4,
    width: 960,
    height: 540,
    autoplay: true,
    autoplayMuted: true,
    loop: true,
    lang: 'en',
  });
}
