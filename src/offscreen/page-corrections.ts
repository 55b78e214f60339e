/**
 * @file What a document that shows videos may correct: faces of its own videos, by names that it was told of them, and only
 * so often. A content script lives in the page's process, which may have been taken over.
 */
import { FaultError, toFault } from '../core/errors/fault.ts';
import { RateLimit } from '../core/timing/rate-limit.ts';
import { askBackground } from '../platform/messenger.ts';
import type { HostedPort } from '../platform/port.ts';
import type { ToRecognizer, ToViewer } from '../protocol/video-port.ts';
import { correctFace, type CorrectedFace, type CorrectionContext } from './corrections.ts';
import { ToldNames } from './told-names.ts';
import type { WatchedDocument } from './watched-document.ts';

type Correct = Extract<ToRecognizer, { type: 'correct' }>;
export type PageCorrection = Extract<ToRecognizer, { type: 'correct' | 'undoCorrection' }>;

/** A person needs some seconds for each. A page that has been taken over could fill the history no faster. */
const MOST_A_MINUTE = 30;
const MINUTE_MS = 60_000;

export class PageCorrections {
  readonly #port: HostedPort<ToViewer>;
  readonly #document: Pick<WatchedDocument, 'videos' | 'source'>;
  readonly #context: CorrectionContext;
  readonly #rate = new RateLimit(MOST_A_MINUTE, MINUTE_MS);
  readonly #told = new Map<number, ToldNames>();
  /** Corrections that were made through this port. */
  readonly #own = new Set<string>();

  constructor(
    port: HostedPort<ToViewer>,
    document: Pick<WatchedDocument, 'videos' | 'source'>,
    context: CorrectionContext,
  ) {
    this.#port = port;
    this.#document = document;
    this.#context = context;
  }

  /** Call with everything that is sent. */
  note(message: ToViewer): void {
    if (message.type !== 'faces' && message.type !== 'verdicts') return;
    const told = this.#told.get(message.video) ?? new ToldNames();
    this.#told.set(message.video, told);
    told.note(message.type === 'faces' ? message.faces : message.verdicts, performance.now());
  }

  forget(video: number): void {
    this.#told.delete(video);
  }

  handle(message: PageCorrection): void {
    const { request } = message;
    this.#answer(message).then(
      ({ correctionId, isCovered }) => {
        const remark = isCovered === undefined ? {} : { isCovered };
        this.#port.send({ type: 'corrected', request, correctionId, ...remark });
      },
      (error: unknown) => {
        this.#port.send({ type: 'notCorrected', request, fault: codeOnly(error) });
      },
    );
  }

  async #answer(message: PageCorrection): Promise<CorrectedFace> {
    if (!this.#rate.take(performance.now())) throw new FaultError('too-many-corrections', 'port');
    if (message.type === 'correct') return this.#correct(message);
    const { correctionId } = message;
    if (!this.#own.has(correctionId)) throw new FaultError('correction-gone', 'not of this port');
    await askBackground('correction.undo', { correctionId });
    return { correctionId };
  }

  async #correct({ video: number, track, wish }: Correct): Promise<CorrectedFace> {
    const { videos, source } = this.#document;
    const video = videos.get(number);
    if (video === undefined || !isThere(video.session, track))
      throw new FaultError('face-gone', 'no such face');
    const anchorId = 'anchorId' in wish ? wish.anchorId : undefined;
    if (anchorId !== undefined && this.#told.get(number)?.has(track, anchorId, performance.now()) !== true) {
      throw new FaultError('message-not-allowed', 'a name that was not told of this face');
    }
    const corrected = await correctFace({ video, track, source }, wish, this.#context);
    this.#own.add(corrected.correctionId);
    return corrected;
  }
}

type Session = NonNullable<ReturnType<WatchedDocument['videos']['get']>>['session'];

function isThere(session: Session, track: number): boolean {
  return session.isPresent(track) || session.keptLooks(track).length > 0;
}

/** The message may tell of the gallery, such as an id: developers find it in the offscreen document. */
function codeOnly(error: unknown) {
  return { code: toFault(error).code, message: '' };
}
