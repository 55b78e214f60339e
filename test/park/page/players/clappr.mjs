import Clappr from '@clappr/player';
import { make } from '../dom.mjs';

export const controls = { root: '[data-player]', play: '[data-playpause]', fullscreen: '[data-fullscreen]' };
export function mount(stage, media) {
  const parent = make('div');
  stage.append(parent);
  new Clappr.Player({
    source: media.mp4,
    parent,
    width: 960,
    height: 540,
    autoPlay: true,
    mute: true,
    loop: true,
    playback: { externalTracks: [{ lang: 'en', label: 'English', src: media.captions, kind: 'captions' }] },
  });
}
