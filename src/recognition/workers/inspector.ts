/** @file The checking worker as an object: for one file, closed afterwards. */
import * as Comlink from 'comlink';
import type {
  Inspection,
  InspectionProgress,
  InspectionSetup,
  InspectorWorkerApi,
} from './inspector.worker.ts';
import { untilStalled } from './until-stalled.ts';
import { linkTo } from './worker-link.ts';

export type { GalleryFace, Inspection } from './inspector.worker.ts';

export interface Inspector {
  /** @throws FaultError `model-missing` */
  read(path: readonly string[]): Promise<{ readonly sha256: string }>;
  /** @throws FaultError that says what the file is instead of a face model, or `model-too-slow`. */
  inspect(setup: InspectionSetup, onProgress: InspectionProgress): Promise<Inspection>;
  close(): void;
}

/** Opening 600 MB and four first pictures on a slow core take half of it; a network may also loop for ever. */
const MAX_SILENCE_MS = 120_000;

export function openInspector(): Inspector {
  const worker = new Worker(new URL('./inspector.worker.ts', import.meta.url), { type: 'module' });
  const api = Comlink.wrap<InspectorWorkerApi>(worker);
  const link = linkTo(worker, () => undefined);
  const close = (): void => {
    link.close();
  };
  return {
    read: async (path) => (await link.ask(api.read(path))).value,
    inspect: (setup, onProgress) =>
      untilStalled(
        async (noteProgress) => {
          const progress = Comlink.proxy<InspectionProgress>((...stage) => {
            noteProgress();
            onProgress(...stage);
          });
          return (await link.ask(api.inspect(setup, progress))).value;
        },
        close,
        MAX_SILENCE_MS,
      ),
    close,
  };
}
