/** @file Questions to a panel before a face that is corrected, or a group, is saved under a name. */
import type { EnrollChoice } from '../protocol/enroll-messages.ts';
import type { HostedPort } from '../platform/port.ts';
import type { ToPanel } from '../protocol/panel-port.ts';
import type { EnrollAnswer, EnrollQuestion } from './settle-name.ts';

export class EnrollQuestions {
  readonly #port: HostedPort<ToPanel>;
  readonly #open = new Map<number, (answer: EnrollAnswer) => void>();
  #isClosed = false;

  constructor(port: HostedPort<ToPanel>) {
    this.#port = port;
  }

  ask(request: number, question: EnrollQuestion): Promise<EnrollAnswer> {
    if (this.#isClosed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#open.set(request, resolve);
      this.#port.send({ type: 'enrollQuestion', request, ...question });
    });
  }

  /** Returns whether the request waits for an answer here. */
  answer(request: number, answer: EnrollChoice | 'cancel'): boolean {
    const resolve = this.#open.get(request);
    this.#open.delete(request);
    resolve?.(answer);
    return resolve !== undefined;
  }

  /** Nobody is there to answer any more. */
  close(): void {
    this.#isClosed = true;
    for (const resolve of this.#open.values()) resolve(undefined);
    this.#open.clear();
  }
}
