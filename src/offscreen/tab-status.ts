/** @file What a panel is told about its tab, gathered from the documents of that tab. */
import { MIN_QUALITY } from '../core/quality/face-quality.ts';
import type { SampleSource } from '../core/gallery/anchor.ts';
import type { Gallery } from '../core/gallery/gallery.ts';
import type { RecentNumbers } from '../core/timing/recent.ts';
import type { ChangeoverStatus, UnreadablePhotos } from '../protocol/model-messages.ts';
import type { FaceStatus, TabStatus } from '../protocol/panel-port.ts';
import { MAX_LIST_LENGTH } from '../protocol/schemas.ts';
import type { Engine } from './engine.ts';
import { namelessReason } from './nameless-reason.ts';
import type { WatchedDocument } from './watched-document.ts';
import type { WatchedVideo } from './watched-video.ts';

/** Messages hold at most as many faces; the largest come first. */
const MAX_FACES = 24;

/** Of the saved photos. */
interface GalleryProgress {
  readonly changeover?: ChangeoverStatus | undefined;
  readonly unreadable?: UnreadablePhotos | undefined;
}

export function tabStatus(
  tabId: number,
  engine: Engine,
  documents: ReadonlySet<WatchedDocument>,
  gallery: Gallery,
  nowMs: number,
  { changeover, unreadable }: GalleryProgress = {},
): TabStatus {
  const own = [...documents].filter((document) => document.tabId === tabId);
  const videos = own.flatMap((document) => [...document.videos.values()]).filter(isWorthTelling);
  return {
    tabId,
    engine: engine.status(),
    ...(changeover === undefined ? {} : { changeover }),
    ...(unreadable === undefined ? {} : { unreadable }),
    isConnected: own.length > 0,
    videos: videos.slice(0, MAX_LIST_LENGTH).map((video) => ({
      kind: video.kind,
      state: video.state,
      widthPx: video.widthPx,
      heightPx: video.heightPx,
      faces: video.session.faces().length,
    })),
    embedded: [...new Set(own.flatMap(({ embedded }) => embedded))].slice(0, MAX_LIST_LENGTH),
    faces: own
      .flatMap((document) =>
        [...document.videos.values()].filter(isShown).flatMap((video) => facesOf(document, video, gallery)),
      )
      .slice(0, MAX_FACES),
    boxesPerSecond: videos.reduce((sum, { answers }) => sum + answers.perSecond(nowMs), 0),
    stages: {
      pageMs: medianOver(videos.map(({ pageMs }) => pageMs)),
      detectMs: medianOver(videos.map(({ detectMs }) => detectMs)),
      embedMs: medianOver(videos.map(({ embedMs }) => embedMs)),
    },
    work: engine.work.total,
    pace: engine.governor.status(nowMs),
  };
}

/** Most canvases hold charts, maps and games: one is spoken of only when it shows a face, or may not be read. */
function isWorthTelling({ kind, state, session }: WatchedVideo): boolean {
  return kind === 'video' || state === 'tainted' || session.faces().length > 0;
}

/** What was found before a video went out of view is no news. */
function isShown({ state }: WatchedVideo): boolean {
  return state === 'watching' || state === 'paused';
}

function facesOf(document: WatchedDocument, video: WatchedVideo, gallery: Gallery): FaceStatus[] {
  return video.session.faces().map((face) => {
    const { track, box, verdict } = face;
    const nameless = namelessReason(video, face, gallery);
    const look = video.session.latestLook(track);
    return {
      face: faceKey(document, video, track),
      verdict,
      box,
      quality: look?.quality ?? 0,
      looks: video.session.evidenceOf(track).looks.length,
      ...(nameless === undefined ? {} : { nameless }),
      ...(look === undefined || look.quality < MIN_QUALITY / 2 ? {} : { crop: look.crop }),
    };
  });
}

/** Names the face until it leaves; unique over all tabs. */
export function faceKey(
  document: Pick<WatchedDocument, 'id'>,
  video: Pick<WatchedVideo, 'video'>,
  track: number,
): string {
  return [document.id, video.video, track].join('/');
}

export interface FoundFace {
  readonly document: WatchedDocument;
  readonly video: WatchedVideo;
  readonly track: number;
  readonly source: SampleSource;
}

/** The face with this key, while its video is there; the track itself may have ended. */
export function findFace(key: string, documents: ReadonlySet<WatchedDocument>): FoundFace | undefined {
  const [id, number, track] = key.split('/').map(Number);
  const document = [...documents].find((one) => one.id === id);
  const video = number === undefined ? undefined : document?.videos.get(number);
  if (document === undefined || video === undefined || track === undefined) return undefined;
  return { document, video, track, source: document.source };
}

/** The median of the videos' medians: one slow video does not hide the others. */
function medianOver(numbers: readonly RecentNumbers[]): number | null {
  const medians = numbers.flatMap((one) => one.median() ?? []).sort((a, b) => a - b);
  return medians[Math.floor(medians.length / 2)] ?? null;
}
