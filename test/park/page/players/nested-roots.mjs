import { make, makeVideo } from '../dom.mjs';

export const controls = { root: 'nested-player' };
/** Lit and its kind: a video three shadow roots deep, the innermost of them closed. */
export function mount(stage, media) {
  const [host, part, inner] = [make('nested-player'), make('nested-part'), make('nested-video')];
  inner.attachShadow({ mode: 'closed' }).append(makeVideo(media, { controls: true }));
  part.attachShadow({ mode: 'open' }).append(inner);
  host.attachShadow({ mode: 'open' }).append(part);
  host.style.display = 'block';
  stage.append(host);
}
