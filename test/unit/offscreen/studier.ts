/** @file A studier without a worker, which answers when the test lets it. */
import {
  compareFaces,
  type Comparison,
  type FacesToCompare,
} from '../../../src/core/matching/compare-faces.ts';
import { FaultError } from '../../../src/core/errors/fault.ts';
import type { Studier } from '../../../src/recognition/workers/studier.ts';

export class StudierAtHand implements Studier {
  readonly asked: FacesToCompare[] = [];
  isClosed = false;
  #answer: ((comparison: Comparison) => void) | undefined;
  #refuse: ((fault: FaultError) => void) | undefined;

  compare(faces: FacesToCompare): Promise<Comparison> {
    this.asked.push(faces);
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#refuse = reject;
    });
  }

  /** Answers what was asked last. */
  finish(): void {
    const faces = this.asked.at(-1);
    if (faces === undefined) throw new Error('nothing was asked');
    const work = compareFaces(faces);
    let step = work.next();
    while (step.done !== true) step = work.next();
    this.#answer?.(step.value);
  }

  crash(): void {
    this.#refuse?.(new FaultError('recognizer-failed', 'a worker crashed'));
  }

  close(): void {
    this.isClosed = true;
    this.#refuse?.(new FaultError('recognizer-gone', 'the worker was closed'));
  }
}
