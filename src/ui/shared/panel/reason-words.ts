/** @file Why there is no name: every reason in a person's words, each with the way out of it. */
import type { NamelessReason, TabStatus } from '../../../protocol/panel-port.ts';
import type { PictureKind, VideoState } from '../../../protocol/video-port.ts';

export interface Reason {
  readonly key: string;
  readonly text: string;
  readonly remedy: string;
  /** Studio takes the tab or the screen through the browser's own question, whatever the page does. */
  readonly isForStudio: boolean;
}

type Words = readonly [
  one: string,
  several: (count: number) => string,
  remedy: string,
  isForStudio?: boolean,
];
type SilentState = Exclude<VideoState, 'watching'>;

const VIDEOS: Readonly<Record<SilentState, Words>> = {
  tainted: [
    'A video may not be read: it comes from another site that keeps its pixels to itself.',
    (count) =>
      `${String(count)} videos may not be read: they come from another site that keeps its pixels to itself.`,
    'Watch this tab in Nametag Studio.',
    true,
  ],
  protected: [
    'A video is copy-protected (DRM): its pictures reach no extension.',
    (count) => `${String(count)} videos are copy-protected (DRM): their pictures reach no extension.`,
    'Nametag respects that. There is no way around it.',
  ],
  paused: ['A video is paused.', (count) => `${String(count)} videos are paused.`, 'Play it to see names.'],
  hidden: [
    'A video is out of view, or its tab is in the background.',
    (count) => `${String(count)} videos are out of view.`,
    'Scroll it into view, or watch the tab in Nametag Studio.',
    true,
  ],
  'too-small': [
    'A video is shown smaller than 96 × 54 pixels.',
    (count) => `${String(count)} videos are shown smaller than 96 × 54 pixels.`,
    'Enlarge it, or zoom the page with Ctrl and +.',
  ],
  waiting: [
    'A video has not begun yet.',
    (count) => `${String(count)} videos have not begun yet.`,
    'Play it to see names.',
  ],
};

const TAINTED_CANVAS: Words = [
  'A picture that the page draws may not be read: parts of it come from another site.',
  (count) =>
    `${String(count)} pictures that the page draws may not be read: parts of them come from another site.`,
  'Watch this tab in Nametag Studio.',
  true,
];

const FACES: Readonly<Record<NamelessReason, Words>> = {
  small: [
    'A face is too small to tell who it is.',
    (count) => `${String(count)} faces are too small to tell who they are.`,
    'Enlarge the video, or choose a higher quality in the player.',
  ],
  blurred: [
    'A face is too blurred to tell who it is.',
    (count) => `${String(count)} faces are too blurred to tell who they are.`,
    'A moment without movement, or a better video quality, helps.',
  ],
  turned: [
    'A face is turned too far away.',
    (count) => `${String(count)} faces are turned too far away.`,
    'Its name comes when it turns to the camera.',
  ],
  dark: [
    'A face is too dark or too bright to tell who it is.',
    (count) => `${String(count)} faces are too dark or too bright to tell who they are.`,
    'More light from the front helps.',
  ],
  covered: [
    'A face is covered too much to tell who it is.',
    (count) => `${String(count)} faces are covered too much to tell who they are.`,
    'A mask or a hand hides what tells people apart.',
  ],
  looking: [
    'A face has only just come into view.',
    (count) => `${String(count)} faces have only just come into view.`,
    'They are being looked at; this takes a second or two.',
  ],
  'nobody-saved': [
    'Nobody is saved yet, so nobody can be named.',
    () => 'Nobody is saved yet, so nobody can be named.',
    'Click a face above and type its name.',
  ],
  stranger: [
    'A face resembles nobody who is saved.',
    (count) => `${String(count)} faces resemble nobody who is saved.`,
    'Click it above and type its name. If it is somebody saved, that adds another picture of them.',
  ],
  'between-two': [
    'A face resembles two saved people about equally.',
    (count) => `${String(count)} faces resemble two saved people about equally.`,
    'More pictures of both help to tell them apart.',
  ],
  unsure: [
    'A face may be somebody who is saved, but it is not certain yet.',
    (count) => `${String(count)} faces may be people who are saved, but it is not certain yet.`,
    'It settles when it is seen well a few times. Click it to say who it is.',
  ],
  'never-named': [
    'A face belongs to somebody whom you never want named.',
    (count) => `${String(count)} faces belong to people whom you never want named.`,
    'You can change that where your saved people are listed.',
  ],
  'name-taken': [
    'A face resembles somebody who is in the picture already.',
    (count) => `${String(count)} faces resemble somebody who is in the picture already.`,
    'Nobody is in one picture twice: the face that resembles them more has the name.',
  ],
};

const NO_VIDEO: Reason = {
  key: 'no-video',
  text: 'Nametag sees no video on this page.',
  remedy: 'A call in another program, or anything else on your screen, can be watched in Nametag Studio.',
  isForStudio: true,
};

const UNCONNECTED: Reason = {
  key: 'unconnected',
  text: 'The page does not answer.',
  remedy: 'Reload it. Pages that were open before Nametag was updated need that once.',
  isForStudio: false,
};

/** Of the page's videos and faces, the most telling first; empty while everybody is named, or nothing is known. */
export function describeReasons(status: TabStatus | undefined): readonly Reason[] {
  if (status?.engine.state !== 'ready') return [];
  if (!status.isConnected) return [UNCONNECTED];
  if (status.videos.length === 0) return status.embedded.length > 0 ? [] : [NO_VIDEO];
  const videos = status.videos.flatMap(({ state, kind, faces }) =>
    // A paused picture whose faces are known needs no explanation.
    state === 'watching' || (state === 'paused' && faces > 0) ? [] : [{ state, kind }],
  );
  const faces = status.faces.flatMap(({ nameless }) => nameless ?? []);
  const reasons = [
    ...grouped(faces, FACES, (reason) => FACES[reason]),
    ...grouped(
      videos.map(({ state, kind }) => keyOf(state, kind)),
      VIDEO_WORDS,
      (key) => VIDEO_WORDS[key],
    ),
  ];
  // A new face gives its answer before anybody has asked.
  return reasons.every(({ key }) => key === 'looking') ? [] : reasons;
}

type VideoKey = SilentState | 'tainted-canvas';

const VIDEO_WORDS: Readonly<Record<VideoKey, Words>> = { ...VIDEOS, 'tainted-canvas': TAINTED_CANVAS };

function keyOf(state: SilentState, kind: PictureKind): VideoKey {
  return state === 'tainted' && kind === 'canvas' ? 'tainted-canvas' : state;
}

/** Equal reasons are one, with their number; in the order of the table. */
function grouped<Key extends string>(
  keys: readonly Key[],
  table: Readonly<Record<Key, Words>>,
  wordsOf: (key: Key) => Words,
): Reason[] {
  const order = Object.keys(table);
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([key, count]) => {
      const [one, several, remedy, isForStudio = false] = wordsOf(key);
      return { key, text: count === 1 ? one : several(count), remedy, isForStudio };
    });
}
