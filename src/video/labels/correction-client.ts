/** @file Sends what a person says of a face through the port of videos, and pairs the answers with it. */
import { FaultError } from '../../core/errors/fault.ts';
import type { CorrectionWish } from '../../protocol/correction-messages.ts';
import type { ToRecognizer, ToViewer } from '../../protocol/video-port.ts';

/** What came of a correction. */
export interface Corrected {
  /** To undo it with. */
  readonly correctionId: string;
  readonly isCovered: boolean;
}

export interface Corrector {
  /** @throws FaultError */
  correct(video: number, track: number, wish: CorrectionWish): Promise<Corrected>;
  /** @throws FaultError */
  undo(correctionId: string): Promise<void>;
}

/** A name is saved from several good looks, for which the recognizer waits longer than for anything else. */
const ANSWER_TIMEOUT_MS = 15_000;

export type CorrectionAnswer = Extract<ToViewer, { type: 'corrected' | 'notCorrected' }>;

interface Waiting {
  readonly timer: ReturnType<typeof setTimeout>;
  resolve(corrected: Corrected): void;
  reject(error: FaultError): void;
}

export class CorrectionClient implements Corrector {
  readonly #send: (message: ToRecognizer) => void;
  readonly #waiting = new Map<number, Waiting>();
  #lastRequest = 0;

  constructor(send: (message: ToRecognizer) => void) {
    this.#send = send;
  }

  correct(video: number, track: number, wish: CorrectionWish): Promise<Corrected> {
    return this.#ask((request) => ({ type: 'correct', request, video, track, wish }));
  }

  async undo(correctionId: string): Promise<void> {
    await this.#ask((request) => ({ type: 'undoCorrection', request, correctionId }));
  }

  accept(answer: CorrectionAnswer): void {
    const waiting = this.#take(answer.request);
    if (answer.type === 'corrected') {
      const { correctionId, isCovered = false } = answer;
      waiting?.resolve({ correctionId, isCovered });
    } else waiting?.reject(new FaultError(answer.fault.code, answer.fault.message));
  }

  /** The recognizer is gone, and every answer with it. */
  lose(): void {
    for (const request of [...this.#waiting.keys()])
      this.#take(request)?.reject(new FaultError('recognizer-gone', 'the connection was lost'));
  }

  #ask(messageOf: (request: number) => ToRecognizer): Promise<Corrected> {
    const request = ++this.#lastRequest;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#take(request)?.reject(new FaultError('recognizer-gone', 'no answer'));
      }, ANSWER_TIMEOUT_MS);
      this.#waiting.set(request, { timer, resolve, reject });
      this.#send(messageOf(request));
    });
  }

  #take(request: number): Waiting | undefined {
    const waiting = this.#waiting.get(request);
    this.#waiting.delete(request);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
