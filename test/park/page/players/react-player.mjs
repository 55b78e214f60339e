import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import ReactPlayer from 'react-player';

export const controls = { root: 'video' };
export function mount(stage, media) {
  createRoot(stage).render(
    createElement(ReactPlayer, {
      src: media.mp4,
      muted: true,
      playing: true,
      loop: true,
      controls: true,
      width: 960,
      height: 540,
    }),
  );
}
