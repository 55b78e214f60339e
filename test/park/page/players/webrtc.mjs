import { make, makeVideo, streamOf } from '../dom.mjs';

export const controls = { root: '.call' };
/** Two ends of a call in one page; the own picture stands small and mirrored in a corner. */
export async function mount(stage, media) {
  const stream = await streamOf(media);
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  here.onicecandidate = ({ candidate }) => there.addIceCandidate(candidate);
  there.onicecandidate = ({ candidate }) => here.addIceCandidate(candidate);
  const remote = makeVideo(media, { src: undefined });
  there.ontrack = ({ streams: [first] }) => {
    remote.srcObject = first;
  };
  for (const track of stream.getTracks()) here.addTrack(track, stream);
  await here.setLocalDescription(await here.createOffer());
  await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription(await there.createAnswer());
  await here.setRemoteDescription(there.localDescription);
  const self = makeVideo(media, { src: undefined, srcObject: stream });
  Object.assign(self.style, {
    position: 'absolute',
    right: '12px',
    top: '12px',
    width: '240px',
    transform: 'scaleX(-1)',
  });
  const call = make('div', { className: 'call' }, remote, self);
  call.style.position = 'relative';
  stage.append(call);
}
