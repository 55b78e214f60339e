/** @file Small helps for pages of players. */

/** An element with properties, attributes and children. */
export function make(tag, { attributes = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A muted video with captions that plays for ever. */
export function makeVideo(media, { src = media.webm, ...properties } = {}) {
  const captions = make('track', {
    kind: 'captions',
    srclang: 'en',
    label: 'English',
    src: media.captions,
    default: true,
  });
  const video = make(
    'video',
    { muted: true, loop: true, playsInline: true, autoplay: true, ...properties },
    captions,
  );
  video.style.width = '960px';
  if (src !== undefined) video.src = src;
  // For where it cannot be found from outside.
  globalThis.parkVideo = video;
  return video;
}

/** The clip as a stream of a camera or a call would bring it. */
export async function streamOf(media) {
  const video = makeVideo(media);
  await video.play();
  return video.captureStream();
}

/** Loads a script as pages did before modules. */
export function loadScript(src) {
  return new Promise((resolve, reject) => {
    document.head.append(make('script', { src, onload: resolve, onerror: reject }));
  });
}
