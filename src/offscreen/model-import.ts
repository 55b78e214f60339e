/** @file A file that the person brought becomes a model: checked in a worker of its own, tried on the gallery, kept. */
import landmarkerCard from '../../models/landmarks.json';
import { toFault } from '../core/errors/fault.ts';
import type { GalleryReport } from '../core/gallery/gallery-report.ts';
import { pickFaces } from '../core/gallery/pick-faces.ts';
import { logFault } from '../platform/log.ts';
import { askBackground } from '../platform/messenger.ts';
import { INCOMING_FOLDER, keepIncoming, removeIncoming } from '../platform/own-models.ts';
import type { Configuration } from '../protocol/background-messages.ts';
import { openInspector, type GalleryFace } from '../recognition/workers/inspector.ts';
import type { ModelRegistry } from './model-registry.ts';

export interface ImportSource {
  /** In the folder for incoming models; removed in any case. */
  readonly file: string;
  /** As the person's file was called. */
  readonly name: string;
}

export interface Imported {
  readonly modelId: string;
  readonly title: string;
  /** False: the same file was here before. */
  readonly isNew: boolean;
  readonly trial?: GalleryReport;
}

export type ImportStage = 'reading' | 'opening' | 'settling' | 'trying';
type Announce = (stage: ImportStage, done: number, total: number) => void;

/** No model has this id: so no sample has an embedding by it, and the crops of all are given. */
const NO_MODEL = 'no-model';

/** @throws FaultError that says what the file is instead of a face model. */
export async function importModel(
  { file, name }: ImportSource,
  registry: ModelRegistry,
  { anchors }: Configuration,
  announce: Announce,
): Promise<Imported> {
  const inspector = openInspector();
  try {
    announce('reading', 0, 0);
    const { sha256 } = await inspector.read([INCOMING_FOLDER, file]);
    const known = registry.all().find(({ card }) => card.sha256 === sha256);
    if (known !== undefined) return { modelId: known.card.id, title: known.card.title, isNew: false };
    announce('opening', 0, 0);
    const faces = await galleryFaces(anchors);
    const landmarks = {
      card: landmarkerCard,
      source: { kind: 'package' as const, url: address(`models/${landmarkerCard.file}`) },
    };
    const setup = { name, wasmBase: address('wasm/'), landmarks, faces };
    const { card: drafted, trial } = await inspector.inspect(setup, announce);
    const card = { ...drafted, title: freeTitle(drafted.title, registry) };
    await keepIncoming(file, card);
    await registry.refreshOwn();
    return { modelId: card.id, title: card.title, isNew: true, ...(trial === undefined ? {} : { trial }) };
  } finally {
    inspector.close();
    await removeIncoming(file).catch((error: unknown) => {
      logFault(toFault(error));
    });
  }
}

function address(file: string): string {
  return new URL(`/${file}`, location.href).href;
}

/** Many files are called "model": the second one becomes "model (2)". */
function freeTitle(title: string, registry: ModelRegistry): string {
  const taken = new Set(registry.all().map(({ card }) => card.title));
  let free = title;
  for (let number = 2; taken.has(free); number++) free = `${title} (${String(number)})`;
  return free;
}

async function galleryFaces(anchors: Configuration['anchors']): Promise<GalleryFace[]> {
  const picked = pickFaces(anchors);
  const cropUrls = new Map<string, string>();
  for (const { anchorId } of new Set(picked.map(({ person }) => person))) {
    const { samples } = await askBackground('samples.crops', { modelId: NO_MODEL, anchorId });
    for (const { sampleId, cropUrl } of samples) cropUrls.set(`${anchorId} ${sampleId}`, cropUrl);
  }
  return picked.flatMap(({ person: { anchorId, name }, sample }) => {
    const cropUrl = cropUrls.get(`${anchorId} ${sample.sampleId}`);
    return cropUrl === undefined ? [] : [{ anchorId, name, cropUrl }];
  });
}
