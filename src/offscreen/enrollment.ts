/** @file Saving looks at a face: choosing among them, and handing them to the service worker. */
import { MAX_LOOKS } from '../core/enrollment/coach.ts';
import type { NewSample, SampleSource } from '../core/gallery/anchor.ts';
import { chooseSamples } from '../core/gallery/choose-samples.ts';
import { askBackground } from '../platform/messenger.ts';
import type { LatestWordMessage } from '../protocol/correction-requests.ts';
import type { TrackLook } from '../recognition/pipeline/track-state.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';

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
  return chooseSamples(looks, MAX_LOOKS);
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
