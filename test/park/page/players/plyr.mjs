import Plyr from 'plyr';
import 'plyr/dist/plyr.css';
import { makeVideo } from '../dom.mjs';

export const controls = {
  root: '.plyr',
  play: '.plyr__controls [data-plyr="play"]',
  fullscreen: '.plyr__controls [data-plyr="fullscreen"]',
};
export function mount(stage, media) {
  const video = makeVideo(media);
  stage.append(video);
  new Plyr(video, { muted: true, loop: { active: true }, loadSprite: false, blankVideo: '' });
}
