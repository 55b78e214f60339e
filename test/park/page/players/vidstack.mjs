import 'vidstack/player/styles/default/theme.css';
import 'vidstack/player/styles/default/layouts/video.css';
import { VidstackPlayer, VidstackPlayerLayout } from 'vidstack/global/player';
import { make } from '../dom.mjs';

export const controls = {
  root: 'media-player',
  play: '.vds-video-layout media-play-button, .vds-play-button',
  fullscreen: '.vds-video-layout media-fullscreen-button, .vds-fullscreen-button',
};
export async function mount(stage, media) {
  const target = make('div');
  stage.append(target);
  await VidstackPlayer.create({
    target,
    src: { src: media.webm, type: 'video/webm' },
    muted: true,
    loop: true,
    autoPlay: true,
    tracks: [{ src: media.captions, kind: 'captions', label: 'English', language: 'en', default: true }],
    layout: new VidstackPlayerLayout(),
  });
}
