import shaka from 'shaka-player/dist/shaka-player.ui.js';
import 'shaka-player/dist/controls.css';
import { make, makeVideo } from '../dom.mjs';

export const controls = {
  root: '.shaka-video-container',
  play: '.shaka-small-play-button',
  fullscreen: '.shaka-fullscreen-button',
};
export async function mount(stage, media) {
  const video = makeVideo(media, { src: undefined });
  const container = make('div', {}, video);
  stage.append(container);
  const player = new shaka.Player();
  await player.attach(video);
  const overlay = new shaka.ui.Overlay(player, container, video);
  overlay.configure({
    controlPanelElements: ['play_pause', 'time_and_duration', 'spacer', 'captions', 'fullscreen'],
  });
  await player.load(media.dash);
  await video.play();
}
