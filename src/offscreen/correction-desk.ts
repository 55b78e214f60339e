/** @file What a panel (popup, Studio) may correct: any face of the tab that it shows. */
import { FaultError, toFault } from '../core/errors/fault.ts';
import type { HostedPort } from '../platform/port.ts';
import type { ToPanel, ToRecognizerFromPanel } from '../protocol/panel-port.ts';
import { correctFace, type CorrectedFace, type CorrectionContext } from './corrections.ts';
import type { EnrollQuestions } from './enroll-questions.ts';
import { Cancelled } from './settle-name.ts';
import { findFace } from './tab-status.ts';
import type { WatchedDocument } from './watched-document.ts';

export interface CorrectionDeskContext extends CorrectionContext {
  readonly documents: ReadonlySet<WatchedDocument>;
}

export type CorrectionRequest = Extract<ToRecognizerFromPanel, { type: 'correctFace' }>;

export class CorrectionDesk {
  readonly #port: HostedPort<ToPanel>;
  readonly #context: CorrectionDeskContext;
  readonly #questions: EnrollQuestions;

  constructor(port: HostedPort<ToPanel>, context: CorrectionDeskContext, questions: EnrollQuestions) {
    this.#port = port;
    this.#questions = questions;
    this.#context = context;
  }

  handle(message: CorrectionRequest): void {
    const { request } = message;
    this.#correct(message).then(
      ({ correctionId, isCovered, grounds }) => {
        const remark = isCovered === undefined ? {} : { isCovered };
        const shown = grounds === undefined ? {} : { grounds: toShown(grounds) };
        this.#port.send({ type: 'corrected', request, correctionId, ...remark, ...shown });
      },
      (error: unknown) => {
        if (error instanceof Cancelled) this.#port.send({ type: 'enrollCancelled', request });
        else this.#port.send({ type: 'refused', request, fault: toFault(error) });
      },
    );
  }

  async #correct({ request, face, wish }: CorrectionRequest): Promise<CorrectedFace> {
    const found = findFace(face, this.#context.documents);
    if (found === undefined) throw new FaultError('face-gone', 'unknown face');
    return correctFace(found, wish, this.#context, (question) => this.#questions.ask(request, question));
  }
}

function toShown({ sampleCropUrl, distance, runnerUp }: NonNullable<CorrectedFace['grounds']>) {
  return {
    distance,
    ...(sampleCropUrl !== undefined && { sampleCropUrl }),
    ...(runnerUp !== undefined && { runnerUpName: runnerUp.name }),
  };
}
