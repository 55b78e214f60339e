import 'media-chrome';
import { make, makeVideo } from '../dom.mjs';

export const controls = {
  root: 'media-controller',
  play: 'media-play-button',
  fullscreen: 'media-fullscreen-button',
};
export function mount(stage, media) {
  const video = makeVideo(media);
  video.slot = 'media';
  const bar = make(
    'media-control-bar',
    {},
    ...['media-play-button', 'media-time-range', 'media-captions-button', 'media-fullscreen-button'].map(
      (tag) => make(tag),
    ),
  );
  stage.append(make('media-controller', {}, video, bar));
}
