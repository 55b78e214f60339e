import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Player } from 'video-react';
import 'video-react/dist/video-react.css';

export const controls = {
  root: '.video-react',
  play: '.video-react-play-control',
  fullscreen: '.video-react-fullscreen-control',
};
export function mount(stage, media) {
  createRoot(stage).render(
    createElement(Player, {
      src: media.mp4,
      muted: true,
      autoPlay: true,
      loop: true,
      playsInline: true,
      fluid: true,
    }),
  );
}
