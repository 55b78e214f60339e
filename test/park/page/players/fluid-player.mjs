import fluidPlayer from 'fluid-player';
import { makeVideo } from '../dom.mjs';

export const controls = {
  root: '.fluid_video_wrapper',
  play: '.fluid_control_playpause',
  fullscreen: '.fluid_control_fullscreen',
};
export function mount(stage, media) {
  const video = makeVideo(media, { id: 'fluid' });
  stage.append(video);
  fluidPlayer('fluid', { layoutControls: { fillToContainer: true, autoPlay: true, mute: true, loop: true } });
}
