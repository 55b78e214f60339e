/**
 * @file The worker that compares a large gallery's faces with each other. It gets numbers only, keeps nothing of them, and
 * leaves its core to the frames a part of the time.
 */
import * as Comlink from 'comlink';
import { compareFaces, type Comparison, type FacesToCompare } from '../../core/matching/compare-faces.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

/**
 * It works half of the time: on two cores, the frames need more than the one that is left. With both cores busy besides, 10,000
 * anchors of one sample took 6 to 8 s so, 1,000 of five samples 0.4 s.
 */
const SLICE_MS = 6;
const PAUSE_MS = 6;

const api = {
  compare: (faces: FacesToCompare): Promise<Outcome<Comparison>> =>
    outcomeOf(async () => {
      const work = compareFaces(faces);
      for (;;) {
        const endMs = performance.now() + SLICE_MS;
        let step = work.next();
        while (step.done !== true && performance.now() < endMs) step = work.next();
        if (step.done === true) return step.value;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }),
};

export type StudierWorkerApi = typeof api;

Comlink.expose(api);
