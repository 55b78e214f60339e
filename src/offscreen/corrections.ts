/** @file What a person says of a face in view, from the face to the record that the service worker keeps. */
import { looksToSave } from '../core/enrollment/coach.ts';
import { areCovered, preferClear } from '../core/enrollment/covered-looks.ts';
import { groundsOf } from '../core/corrections/grounds.ts';
import type { Grounds } from '../core/corrections/correction.ts';
import { FaultError } from '../core/errors/fault.ts';
import { isSameName, type SampleSource } from '../core/gallery/anchor.ts';
import { areOneFace } from '../core/gallery/choose-samples.ts';
import { chooseUnlike } from '../core/gallery/unlike-looks.ts';
import { MIN_QUALITY } from '../core/quality/face-quality.ts';
import { askBackground } from '../platform/messenger.ts';
import type { CorrectionWish } from '../protocol/correction-messages.ts';
import { MAX_LIST_LENGTH } from '../protocol/schemas.ts';
import type { LatestWordMessage, RejectionMessage } from '../protocol/correction-requests.ts';
import type { TrackLook } from '../recognition/pipeline/track-state.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';
import type { Engine } from './engine.ts';
import { chooseForEnrolling, toNewSamples } from './enrollment.ts';
import { LookCollection } from './look-collection.ts';
import type { Knowledge } from './knowledge.ts';
import { Cancelled, settleDoubt, type AskPerson } from './settle-name.ts';
import type { WatchedVideo } from './watched-video.ts';

export interface FaceInView {
  readonly video: WatchedVideo;
  readonly track: number;
  readonly source: SampleSource;
}

export interface CorrectionContext {
  readonly engine: Pick<Engine, 'whenReady'>;
  readonly knowledge: Knowledge;
}

export interface CorrectedFace {
  readonly correctionId: string;
  /** Something covers the face in all looks. They are saved all the same: this asks no questions. */
  readonly isCovered?: true;
  /** With the wish `not`. */
  readonly grounds?: Grounds & { readonly sampleCropUrl?: string };
}

type WishOf<Kind extends CorrectionWish['kind']> = Extract<CorrectionWish, { kind: Kind }>;

/** One embedding seldom stands for a face; three unlike ones cover a turn of the head. */
const MAX_LOOKS = 3;

/**
 * @param ask is called before a face becomes part of a saved person whom it does not resemble
 * @throws FaultError of the face (`face-gone`, `face-not-clear`, `face-mixed`) or of the store; `Cancelled`.
 */
export async function correctFace(
  face: FaceInView,
  wish: CorrectionWish,
  context: CorrectionContext,
  ask: AskPerson,
): Promise<CorrectedFace> {
  switch (wish.kind) {
    case 'not':
      return reject(face, wish, context);
    case 'confirm':
      return confirm(face, wish, context);
    case 'name':
      return name(face, wish, context, ask);
    case 'rename':
      return askBackground('correction.rename', { anchorId: wish.anchorId, name: wish.name });
    case 'never':
      return wish.anchorId === undefined
        ? neverName(face, context)
        : askBackground('anchor.neverName', { anchorId: wish.anchorId, isNeverNamed: true });
  }
}

/** What enrolling these looks says of earlier corrections. */
export function latestWord(
  looks: readonly TrackLook[],
  knowledge: Pick<Knowledge, 'gallery' | 'limits' | 'strictMaxDistance'>,
  correctionIds: string[] = [],
): LatestWordMessage {
  return {
    metric: knowledge.gallery.metric,
    maxDistance: knowledge.strictMaxDistance,
    minMargin: knowledge.limits.minMargin,
    looks: looks.map(({ modelId, embedding }) => ({ modelId, embedding })),
    // Nobody corrects one face so often; a longer list would be refused with the whole message.
    correctionIds: correctionIds.slice(-MAX_LIST_LENGTH),
  };
}

async function reject(
  face: FaceInView,
  { anchorId }: WishOf<'not'>,
  context: CorrectionContext,
): Promise<CorrectedFace> {
  const looks = looksToReject(face, context.knowledge);
  return barring(face, anchorId, context.knowledge, async () => {
    const rejection = await rejectionOf(looks, anchorId, context);
    const { correctionId, ...sample } = await askBackground('correction.reject', rejection);
    return { correctionId, ...(rejection.grounds && { grounds: { ...rejection.grounds, ...sample } }) };
  });
}

/** Runs what says that a face is not this anchor. The person sees it at once, whatever the store says later. */
async function barring<Result extends { readonly correctionId: string }>(
  { video, track }: FaceInView,
  anchorId: string,
  knowledge: Knowledge,
  correct: () => Promise<Result>,
): Promise<Result> {
  const bar = video.bars.add(track, anchorId);
  video.sendVerdicts();
  try {
    const result = await correct();
    bar.keep(result.correctionId);
    // What the service worker pushed may have come before its answer.
    if (video.bars.follow(knowledge.configuration)) video.sendVerdicts();
    return result;
  } catch (error) {
    bar.drop();
    video.sendVerdicts();
    throw error;
  }
}

async function rejectionOf(
  looks: readonly TrackLook[],
  anchorId: string,
  { engine, knowledge }: CorrectionContext,
): Promise<RejectionMessage> {
  const grounds = groundsOf(looks, anchorId, knowledge.gallery, knowledge.limits);
  const recognizer = await engine.whenReady();
  const chosen = chooseUnlike(looks, { ...unlikeWishes(knowledge), known: [] });
  const faces = await Promise.all(
    chosen.map(async ({ modelId, embedding, quality, crop }) => {
      return { modelId, embedding, quality, cropUrl: await recognizer.encode(crop) };
    }),
  );
  return { anchorId, faces, ...(grounds && { grounds }) };
}

/** @throws FaultError `face-not-clear` when there is none */
function looksToReject({ video, track }: FaceInView, knowledge: Knowledge): readonly TrackLook[] {
  const looks = usableLooks(video, track, knowledge);
  if (looks.length === 0) throw new FaultError('face-not-clear', 'no look to keep');
  return looks;
}

async function confirm(
  face: FaceInView,
  { anchorId }: WishOf<'confirm'>,
  { engine, knowledge }: CorrectionContext,
): Promise<CorrectedFace> {
  const { video, track, source } = face;
  const kept = preferClear(keptLooks(video, track, knowledge));
  if (!isOneFace(kept, knowledge)) throw new FaultError('face-mixed', 'looks differ too much');
  const known = knowledge.gallery.entries.find((entry) => entry.anchorId === anchorId)?.embeddings ?? [];
  const news = chooseUnlike(kept, { ...unlikeWishes(knowledge), known });
  const samples = await toNewSamples(news, source, await engine.whenReady());
  const word = wordOf(face, usableLooks(video, track, knowledge), knowledge);
  const { correctionId } = await askBackground('correction.enroll', {
    kind: 'confirmed',
    name: '',
    anchorId,
    samples,
    word,
  });
  // By all looks, not by those that are news: a page must not learn what the gallery knows.
  return { correctionId, ...remarkOn(kept) };
}

async function name(
  face: FaceInView,
  wish: WishOf<'name'>,
  context: CorrectionContext,
  ask: AskPerson,
): Promise<CorrectedFace> {
  const { knowledge } = context;
  const looks = await looksToEnroll(face, knowledge);
  const taken = knowledge.gallery.entries.find(({ anchorId }) => anchorId === wish.anchorId);
  // Whom the person has just said that it is not, it need not be asked about.
  const isNot = new Set(taken === undefined ? [] : [taken.anchorId]);
  const settled = await settleDoubt(looks, { name: wish.name }, knowledge, isNot, ask);
  if (settled === undefined) throw new Cancelled();
  const samples = await enrollable(looks, face, await context.engine.whenReady());
  const word = wordOf(face, looks, knowledge);
  const request = { kind: 'named', ...settled.as, samples, word } as const;
  if (taken === undefined || isSameName(taken.name, settled.as.name)) {
    const { correctionId } = await askBackground('correction.enroll', request);
    return { correctionId, ...remarkOn(looks) };
  }
  const { anchorId } = taken;
  return barring(face, anchorId, knowledge, async () => {
    const not = await rejectionOf(looks, anchorId, context);
    const { correctionId } = await askBackground('correction.enroll', { ...request, not });
    return { correctionId, ...remarkOn(looks) };
  });
}

async function neverName(face: FaceInView, { engine, knowledge }: CorrectionContext): Promise<CorrectedFace> {
  const looks = await looksToEnroll(face, knowledge);
  const samples = await enrollable(looks, face, await engine.whenReady());
  const { correctionId } = await askBackground('correction.enrollNeverNamed', { samples });
  return { correctionId, ...remarkOn(looks) };
}

/** Those that are there; only a face of which there is none is waited for. */
async function looksToEnroll(
  { video, track }: FaceInView,
  knowledge: Knowledge,
): Promise<readonly TrackLook[]> {
  const kept = preferClear(keptLooks(video, track, knowledge));
  if (kept.length > 0 && isOneFace(kept, knowledge)) return kept;
  const collection = new LookCollection({
    video,
    track,
    view: knowledge,
    mode: 'passive',
    onProgress: () => undefined,
  });
  return looksToSave((await collection.collected).coach);
}

function remarkOn(looks: readonly TrackLook[]): Pick<CorrectedFace, 'isCovered'> {
  return areCovered(looks) ? { isCovered: true } : {};
}

function enrollable(looks: readonly TrackLook[], { source }: FaceInView, recognizer: Recognizer) {
  return toNewSamples(chooseForEnrolling(looks), source, recognizer);
}

function wordOf(
  { video, track }: FaceInView,
  looks: readonly TrackLook[],
  knowledge: Knowledge,
): LatestWordMessage {
  return latestWord(looks, knowledge, video.bars.correctionsOf(track));
}

/** Good enough to enroll, by the network in use. */
function keptLooks({ session }: WatchedVideo, track: number, { gallery }: Knowledge): TrackLook[] {
  return session.keptLooks(track).filter(({ modelId }) => modelId === gallery.modelId);
}

/** Also one that names a face without being good enough to enroll. */
function usableLooks(video: WatchedVideo, track: number, knowledge: Knowledge): TrackLook[] {
  const kept = keptLooks(video, track, knowledge);
  const latest = video.session.latestLook(track);
  if (kept.length > 0 || latest === undefined || latest.quality < MIN_QUALITY) return kept;
  return latest.modelId === knowledge.gallery.modelId ? [latest] : [];
}

function isOneFace(looks: readonly TrackLook[], { gallery, limits }: Knowledge): boolean {
  return areOneFace(looks, gallery.metric, limits.maxSpread);
}

function unlikeWishes({ gallery, limits }: Knowledge) {
  return { most: MAX_LOOKS, metric: gallery.metric, maxDistance: limits.enterMaxDistance };
}
