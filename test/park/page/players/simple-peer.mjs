import Peer from 'simple-peer/simplepeer.min.js';
import { makeVideo, streamOf } from '../dom.mjs';

export const controls = { root: 'video' };
export async function mount(stage, media) {
  const caller = new Peer({ initiator: true, stream: await streamOf(media), config: { iceServers: [] } });
  const answerer = new Peer({ config: { iceServers: [] } });
  caller.on('signal', (data) => answerer.signal(data));
  answerer.on('signal', (data) => caller.signal(data));
  const video = makeVideo(media, { src: undefined });
  answerer.on('stream', (stream) => {
    video.srcObject = stream;
  });
  stage.append(video);
}
