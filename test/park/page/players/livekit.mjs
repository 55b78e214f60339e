import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { ParticipantTile, RoomContext } from '@livekit/components-react';
import { LocalTrackPublication, LocalVideoTrack, Room, Track } from 'livekit-client';
import { streamOf } from '../dom.mjs';

export const controls = { root: '.lk-participant-tile' };
/** The tile of a participant whose camera shows the clip; no server is asked. */
export async function mount(stage, media) {
  const [mediaTrack] = (await streamOf(media)).getVideoTracks();
  const room = new Room();
  const participant = room.localParticipant;
  const track = new LocalVideoTrack(mediaTrack, undefined, true);
  const publication = new LocalTrackPublication(
    Track.Kind.Video,
    { sid: 'clip', name: 'clip', type: 1, muted: false },
    track,
  );
  publication.setTrack(track);
  createRoot(stage).render(
    createElement(
      RoomContext.Provider,
      { value: room },
      createElement(ParticipantTile, { trackRef: { participant, publication, source: Track.Source.Camera } }),
    ),
  );
}
