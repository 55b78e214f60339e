import playerUrl from 'video.js/dist/video.min.js?url';
import 'video.js/dist/video-js.css';
import 'videojs-vr/dist/videojs-vr.css';
import vrUrl from 'videojs-vr/dist/videojs-vr.min.js?url';
import { loadScript, makeVideo } from '../dom.mjs';

export const controls = { root: '.video-js', play: '.vjs-play-control', isTurned: true };
export async function mount(stage, media) {
  await loadScript(playerUrl);
  await loadScript(vrUrl);
  const video = makeVideo(media, { className: 'video-js' });
  stage.append(video);
  globalThis.videojs(video, { controls: true, width: 960, height: 540 }).vr({ projection: '360' });
}
