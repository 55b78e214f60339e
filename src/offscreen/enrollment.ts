/** @file Enrolling a face: collecting several good looks, choosing among them, and handing them to the service worker. */
import { FaultError } from '../core/errors/fault.ts';
import type { NewSample, SampleSource } from '../core/gallery/anchor.ts';
import { areOneFace, chooseSamples } from '../core/gallery/choose-samples.ts';
import { MIN_ENROLL_QUALITY } from '../core/quality/face-quality.ts';
import { askBackground } from '../platform/messenger.ts';
import type { LatestWordMessage } from '../protocol/correction-requests.ts';
import type { TrackLook } from '../recognition/pipeline/video-session.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';
import type { View } from './knowledge.ts';
import type { WatchedVideo } from './watched-video.ts';

/** Five looks catch a blink and a turn of the head; more hardly change the nearest sample. */
export const WANTED_SAMPLES = 5;
/** How long to wait for them; then those that came are taken. */
const COLLECT_MS = 3500;

/** Whom the face becomes: `anchorId` when an existing anchor was chosen, else the name. */
export interface EnrollAs {
  readonly name: string;
  readonly anchorId?: string;
  /** On earlier corrections of the face. */
  readonly word?: LatestWordMessage;
}

export interface Enrolled {
  readonly anchorId: string;
  readonly name: string;
  readonly isNew: boolean;
  readonly samples: number;
}

/**
 * Looks from before count as well, so that a paused video, or a face that has just left, can still be enrolled.
 *
 * @param view is read when all looks are there: it may change meanwhile.
 * @throws FaultError `face-gone`, `face-not-clear` or `face-mixed`.
 */
export async function collectLooks(
  video: WatchedVideo,
  track: number,
  view: View,
  onProgress: (collected: number) => void,
): Promise<readonly TrackLook[]> {
  const areOne = (looks: readonly TrackLook[]): boolean =>
    areOneFace(looks, view.gallery.metric, view.limits.maxSpread);
  const before = video.session.keptLooks(track);
  const isPresent = video.session.isPresent(track);
  if (before.length === 0 && !isPresent) throw new FaultError('face-gone', 'no look was kept');
  const came = isPresent && video.state === 'watching' ? await waitForLooks(video, track, onProgress) : [];
  // Another network may have taken over meanwhile: its looks are not compared with the former one's.
  const modelId = came.at(-1)?.modelId;
  const fresh = came.filter((look) => look.modelId === modelId);
  // The latest ones weigh: what came after the click is what the person meant.
  const looks = [...before.filter((look) => look.modelId === (modelId ?? look.modelId)), ...fresh];
  if (looks.length === 0) throw new FaultError('face-not-clear', 'no good look');
  if (!areOne(fresh.length > 0 ? fresh : looks)) throw new FaultError('face-mixed', 'looks differ too much');
  return areOne(looks) ? looks : fresh;
}

function waitForLooks(
  video: WatchedVideo,
  track: number,
  onProgress: (collected: number) => void,
): Promise<readonly TrackLook[]> {
  const looks: TrackLook[] = [];
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      video.lookListeners.delete(listen);
      video.session.setEager(track, false);
      resolve(looks);
    };
    const listen = (of: number, look: TrackLook): void => {
      if (of !== track || look.quality < MIN_ENROLL_QUALITY) return;
      looks.push(look);
      onProgress(looks.length);
      if (looks.length >= WANTED_SAMPLES) finish();
    };
    const timer = setTimeout(finish, COLLECT_MS);
    video.lookListeners.add(listen);
    video.session.setEager(track, true);
    onProgress(0);
  });
}

/** Chooses among the looks, stores them through the service worker, and says what became of them. */
export async function enrollLooks(
  looks: readonly TrackLook[],
  as: EnrollAs,
  source: SampleSource,
  recognizer: Recognizer,
): Promise<Enrolled> {
  const samples = await toNewSamples(chooseForEnrolling(looks), source, recognizer);
  const { name, anchorId, word } = as;
  const answer = await askBackground('anchor.enroll', {
    name,
    ...(anchorId === undefined ? {} : { anchorId }),
    ...(word === undefined ? {} : { word }),
    samples,
  });
  return { ...answer, samples: samples.length };
}

export function chooseForEnrolling(looks: readonly TrackLook[]): TrackLook[] {
  return chooseSamples(looks, WANTED_SAMPLES);
}

export async function toNewSamples(
  looks: readonly TrackLook[],
  source: SampleSource,
  recognizer: Recognizer,
): Promise<NewSample[]> {
  const samples: NewSample[] = [];
  for (const { modelId, embedding, quality, crop } of looks) {
    samples.push({ modelId, embedding, quality, source, cropUrl: await recognizer.encode(crop) });
  }
  return samples;
}
