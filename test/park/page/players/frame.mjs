import { make } from '../dom.mjs';

export const controls = { root: 'iframe', isFrame: true };
/** A player in a frame of the same site. */
export function mount(stage) {
  const frame = make('iframe', { src: '/?player=native', width: 1000, height: 660, allow: 'fullscreen' });
  stage.append(frame);
}
