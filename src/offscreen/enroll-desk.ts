/** @file What a page may ask about saving faces: collecting, the questions before anything is written, and stopping. */
import { adviseOn } from '../core/enrollment/advice.ts';
import { looksToSave } from '../core/enrollment/coach.ts';
import { FaultError, toFault } from '../core/errors/fault.ts';
import type { SampleSource } from '../core/gallery/anchor.ts';
import { MIN_QUALITY } from '../core/quality/face-quality.ts';
import type { HostedPort } from '../platform/port.ts';
import type { CollectMode } from '../protocol/enroll-messages.ts';
import type { ToPanel, ToRecognizerFromPanel } from '../protocol/panel-port.ts';
import type { TrackLook } from '../recognition/pipeline/track-state.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';
import { EnrollJobs, type EnrollJob, type Saved } from './enroll-jobs.ts';
import { LookCollection, progressOf, type Collected } from './look-collection.ts';
import type { Engine } from './engine.ts';
import { enrollLooks, type EnrollAs, type Enrolled } from './enrollment.ts';
import { latestWord } from './corrections.ts';
import type { Knowledge, View } from './knowledge.ts';
import { settleName, type EnrollAnswer, type EnrollQuestion, type SettledName } from './settle-name.ts';
import { findFace, type FoundFace } from './tab-status.ts';
import type { WatchedDocument } from './watched-document.ts';
import type { WatchedVideo } from './watched-video.ts';

export interface EnrollDeskContext {
  readonly engine: Pick<Engine, 'whenReady' | 'hold'>;
  /** Changes while a face is being collected. */
  readonly knowledge: View & Pick<Knowledge, 'strictMaxDistance'>;
  readonly documents: ReadonlySet<WatchedDocument>;
}

export type EnrollRequest = Extract<
  ToRecognizerFromPanel,
  {
    type:
      'enrollFace' | 'enrollPictureFace' | 'finishEnroll' | 'cancelEnroll' | 'answerEnroll' | 'collectMore';
  }
>;

export class EnrollDesk {
  readonly #port: HostedPort<ToPanel>;
  readonly #context: EnrollDeskContext;
  readonly #pictureLook: (picture: number, face: number) => TrackLook | undefined;
  readonly #jobs = new EnrollJobs();
  #isClosed = false;

  /** @param pictureLook a face, by index, of the picture that the panel inspected last, if it was of this request. */
  constructor(
    port: HostedPort<ToPanel>,
    context: EnrollDeskContext,
    pictureLook: (picture: number, face: number) => TrackLook | undefined,
  ) {
    this.#port = port;
    this.#context = context;
    this.#pictureLook = pictureLook;
  }

  handle(message: EnrollRequest): void {
    const known = this.#jobs.get(message.request);
    switch (message.type) {
      case 'enrollFace':
        // Whoever names a face anew while it is being collected has thought better of the first name.
        for (const other of this.#jobs.unsavedOf(message.face)) this.#cancel(other);
        this.#run(this.#jobs.open(message.request, message.face), (job, recognizer) =>
          this.#enrollFace(job, message.face, nameIn(message), recognizer),
        );
        return;
      case 'enrollPictureFace':
        this.#run(this.#jobs.open(message.request), (job, recognizer) =>
          this.#enrollPicture(
            job,
            this.#pictureLook(message.picture, message.face),
            nameIn(message),
            recognizer,
          ),
        );
        return;
      case 'finishEnroll':
        known?.collecting?.finish();
        return;
      case 'cancelEnroll':
        if (known !== undefined) this.#cancel(known);
        return;
      case 'answerEnroll':
        known?.answer?.(message.choice);
        return;
      case 'collectMore':
        if (known?.saved !== undefined) {
          const { saved } = known;
          known.saved = undefined;
          this.#run(known, (job, recognizer) => this.#addMore(job, saved, recognizer));
        }
    }
  }

  /** Nobody is there to answer or to stop any more, but what was asked for is still done. */
  close(): void {
    this.#isClosed = true;
    for (const { mode, collecting, answer } of this.#jobs.all()) {
      if (mode === 'more') collecting?.finish();
      answer?.(undefined);
    }
  }

  async #enrollFace(job: EnrollJob, key: string, as: EnrollAs, recognizer: Recognizer): Promise<void> {
    if (job.isCancelled) return;
    const found = findFace(key, this.#context.documents);
    if (found === undefined) throw new FaultError('face-gone', 'unknown face');
    const collected = await this.#collect(job, found, found.source === 'webcam' ? 'coached' : 'passive');
    const looks = looksToSave(collected.coach);
    const settled = await this.#settle(job, looks, as, namedElsewhere(found.video, collected.track));
    if (settled === undefined) return;
    await this.#save(job, looks, settled, found.source, recognizer, { found, collected });
  }

  async #enrollPicture(
    job: EnrollJob,
    look: TrackLook | undefined,
    as: EnrollAs,
    recognizer: Recognizer,
  ): Promise<void> {
    if (look === undefined) throw new FaultError('face-gone', 'the picture was replaced');
    if (look.quality < MIN_QUALITY) throw new FaultError('face-not-clear', 'picture face');
    const settled = await this.#settle(job, [look], as);
    if (settled !== undefined) await this.#save(job, [look], settled, 'picture', recognizer);
  }

  async #addMore(job: EnrollJob, { found, collected, as }: Saved, recognizer: Recognizer): Promise<void> {
    const before = new Set(looksToSave(collected.coach));
    const mode = found.source === 'webcam' ? 'coached' : 'more';
    const here = { ...found, track: collected.track };
    const now = await this.#collect(job, here, mode, collected);
    const looks = looksToSave(now.coach).filter((look) => !before.has(look));
    await this.#save(job, looks, { as, lookAlike: undefined }, found.source, recognizer, {
      found,
      collected: now,
    });
  }

  #collect(job: EnrollJob, found: FoundFace, mode: CollectMode, from?: Collected): Promise<Collected> {
    const { video, track } = found;
    job.mode = mode;
    job.collecting = new LookCollection({
      video,
      track,
      mode,
      view: this.#context.knowledge,
      ...(from === undefined ? {} : { coach: from.coach }),
      onProgress: (advice, hint) => {
        this.#port.send({ type: 'enrollProgress', request: job.request, mode, ...progressOf(advice, hint) });
      },
    });
    return job.collecting.collected.finally(() => {
      job.collecting = undefined;
      job.mode = undefined;
    });
  }

  async #settle(
    job: EnrollJob,
    looks: readonly TrackLook[],
    as: EnrollAs,
    elsewhere: ReadonlySet<string> = new Set(),
  ): Promise<SettledName | undefined> {
    if (job.isCancelled) return undefined;
    return settleName(looks, as, this.#context.knowledge, elsewhere, (question) => this.#ask(job, question));
  }

  #ask(job: EnrollJob, question: EnrollQuestion): Promise<EnrollAnswer> {
    if (this.#isClosed) return Promise.resolve(undefined);
    return new Promise<EnrollAnswer>((resolve) => {
      job.answer = resolve;
      this.#port.send({ type: 'enrollQuestion', request: job.request, ...question });
    }).finally(() => {
      job.answer = undefined;
    });
  }

  async #save(
    job: EnrollJob,
    looks: readonly TrackLook[],
    { as, lookAlike }: SettledName,
    source: SampleSource,
    recognizer: Recognizer,
    from?: { readonly found: FoundFace; readonly collected: Collected },
  ): Promise<void> {
    if (job.isCancelled) return;
    job.isWriting = true;
    const enrolled = await this.#write(looks, as, source, recognizer);
    job.isWriting = false;
    const { anchorId, name } = enrolled;
    const advice = from === undefined ? undefined : adviseOn(from.collected.coach);
    const isCutShort = from?.collected.isCutShort ?? false;
    const isThere = !isCutShort && from?.found.video.session.isPresent(from.collected.track) === true;
    const canCollectMore = isThere && advice?.missing.length !== 0 && advice?.isFull === false;
    if (from !== undefined && canCollectMore) this.#jobs.keep(job, { ...from, as: { name, anchorId } });
    this.#port.send({
      type: 'enrolled',
      request: job.request,
      ...enrolled,
      ...(advice === undefined ? {} : { covered: [...advice.covered] }),
      canCollectMore,
      isCutShort,
      ...(lookAlike === undefined ? {} : { lookAlike }),
    });
  }

  /** Adding more may have brought nothing: then there is nothing to write. */
  async #write(
    looks: readonly TrackLook[],
    as: EnrollAs,
    source: SampleSource,
    recognizer: Recognizer,
  ): Promise<Enrolled> {
    const { name, anchorId } = as;
    if (looks.length === 0 && anchorId !== undefined) return { anchorId, name, isNew: false, samples: 0 };
    const word = latestWord(looks, this.#context.knowledge);
    return enrollLooks(looks, { ...as, word }, source, recognizer);
  }

  #run(job: EnrollJob, work: (job: EnrollJob, recognizer: Recognizer) => Promise<void>): void {
    const run = async (): Promise<void> => {
      // The person may take a while to answer.
      const release = this.#context.engine.hold();
      try {
        await work(job, await this.#context.engine.whenReady());
      } finally {
        release();
      }
      if (job.saved === undefined) this.#jobs.close(job);
    };
    run().catch((error: unknown) => {
      this.#jobs.close(job);
      if (job.isCancelled) return;
      this.#port.send({ type: 'refused', request: job.request, fault: toFault(error) });
    });
  }

  #cancel(job: EnrollJob): void {
    if (job.isWriting) return;
    job.isCancelled = true;
    this.#jobs.close(job);
    job.collecting?.finish();
    job.answer?.('cancel');
    this.#port.send({ type: 'enrollCancelled', request: job.request });
  }
}

function nameIn({ name, anchorId }: EnrollAs): EnrollAs {
  return anchorId === undefined ? { name } : { name, anchorId };
}

/** The anchors that the other faces of the picture are named after. */
function namedElsewhere({ session }: WatchedVideo, track: number): ReadonlySet<string> {
  const others = session.faces().filter((face) => face.track !== track);
  return new Set(others.flatMap(({ verdict }) => (verdict.kind === 'named' ? [verdict.anchorId] : [])));
}
