/** @file One player of the park, by the address: `?player=NAME`. What it tells the runner is in `window.park`. */
const players = import.meta.glob('./players/*.mjs');

const MEDIA = {
  webm: '/media/clip.webm',
  mp4: '/media/clip.mp4',
  hls: '/media/master.m3u8',
  dash: '/media/clip.mpd',
  captions: '/media/captions.vtt',
};

const name = new URL(location.href).searchParams.get('player') ?? 'native';
const { mount, controls = {} } = await players[`./players/${name}.mjs`]();
await mount(document.querySelector('#stage'), MEDIA);
window.park = { controls };
