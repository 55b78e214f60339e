/** @file The segmenter's worker. */
import * as Comlink from 'comlink';
import { FaultError } from '../../core/errors/fault.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { createMediaPipeSegmenter } from '../adapters/mediapipe-segmenter.ts';
import { parseSegmenterCard } from '../model-card.ts';
import type { PersonMask, PersonSegmenter } from '../ports.ts';
import { readModel, type ModelSource } from './model-file.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

export interface SegmenterSetup {
  readonly card: unknown;
  readonly source: ModelSource;
  readonly wasmBase: string;
}

let segmenter: PersonSegmenter | undefined;

const api = {
  open: (setup: SegmenterSetup): Promise<Outcome<null>> =>
    outcomeOf(async () => {
      const card = parseSegmenterCard(setup.card);
      const model = await readModel(setup.source, card.sha256);
      segmenter = await createMediaPipeSegmenter({ wasmBase: setup.wasmBase, model });
      return null;
    }),

  segment: (pixels: Pixels): Promise<Outcome<PersonMask>> =>
    outcomeOf(() => {
      if (segmenter === undefined) throw new FaultError('recognizer-failed', 'segmenter is not open');
      return segmenter.segment(pixels);
    }),
};

export type SegmenterWorkerApi = typeof api;

Comlink.expose(api);
