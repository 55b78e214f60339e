/** @file The studying worker as an object: it compares the faces of one gallery at a time. */
import * as Comlink from 'comlink';
import type { Comparison, FacesToCompare } from '../../core/matching/compare-faces.ts';
import type { StudierWorkerApi } from './studier.worker.ts';
import { linkTo } from './worker-link.ts';

export interface Studier {
  /**
   * Takes over the memory of the rows.
   * @throws FaultError when the worker has crashed, or was closed meanwhile
   */
  compare(faces: FacesToCompare): Promise<Comparison>;
  /** Ends what it is at, too. */
  close(): void;
}

export function openStudier(): Studier {
  const worker = new Worker(new URL('./studier.worker.ts', import.meta.url), { type: 'module' });
  const api = Comlink.wrap<StudierWorkerApi>(worker);
  const link = linkTo(worker, () => undefined);
  return {
    compare: async (faces) =>
      (await link.ask(api.compare(Comlink.transfer(faces, [faces.rows.values.buffer])))).value,
    close: () => {
      link.close();
    },
  };
}
