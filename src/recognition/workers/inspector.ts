/** @file The checking worker as an object: for one file, closed afterwards. */
import * as Comlink from 'comlink';
import type {
  Inspection,
  InspectionProgress,
  InspectionSetup,
  InspectorWorkerApi,
} from './inspector.worker.ts';
import { linkTo } from './worker-link.ts';

export type { GalleryFace, Inspection } from './inspector.worker.ts';

export interface Inspector {
  /** @throws FaultError `model-missing` */
  read(path: readonly string[]): Promise<{ readonly sha256: string }>;
  /** @throws FaultError that says what the file is instead of a face model. */
  inspect(setup: InspectionSetup, onProgress: InspectionProgress): Promise<Inspection>;
  close(): void;
}

export function openInspector(): Inspector {
  const worker = new Worker(new URL('./inspector.worker.ts', import.meta.url), { type: 'module' });
  const api = Comlink.wrap<InspectorWorkerApi>(worker);
  const link = linkTo(worker, () => undefined);
  return {
    read: async (path) => (await link.ask(api.read(path))).value,
    inspect: async (setup, onProgress) =>
      (await link.ask(api.inspect(setup, Comlink.proxy(onProgress)))).value,
    close: () => {
      link.close();
    },
  };
}
