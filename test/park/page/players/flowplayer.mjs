import 'flowplayer/dist/skin/skin.css';
import scriptUrl from 'flowplayer/dist/flowplayer.min.js?url';
import { loadScript, make } from '../dom.mjs';

export const controls = { root: '.flowplayer', play: '.fp-playbtn', fullscreen: '.fp-fullscreen' };
export async function mount(stage, media) {
  await loadScript(scriptUrl);
  const container = make('div');
  Object.assign(container.style, { width: '960px', height: '540px' });
  stage.append(container);
  globalThis.flowplayer(container, {
    autoplay: true,
    muted: true,
    loop: true,
    clip: {
      sources: [{ type: 'video/mp4', src: media.mp4 }],
      subtitles: [{ default: true, kind: 'subtitles', srclang: 'en', label: 'English', src: media.captions }],
    },
  });
}
