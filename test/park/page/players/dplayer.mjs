import DPlayer from 'dplayer';
import { make } from '../dom.mjs';

export const controls = { root: '.dplayer', play: '.dplayer-play-icon', fullscreen: '.dplayer-full-icon' };
export function mount(stage, media) {
  const container = make('div');
  container.style.width = '960px';
  stage.append(container);
  new DPlayer({
    container,
    autoplay: true,
    loop: true,
    mutex: false,
    volume: 0,
    lang: 'en',
    video: { url: media.mp4 },
    subtitle: { url: media.captions },
  }).play();
}
