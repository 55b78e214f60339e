/**
 * @file The worker that checks a file before it becomes a model. It lives for one file only: its memory, which has grown
 * with the file, is free again when it has ended.
 */
import { entryOf } from '../../core/gallery/gallery.ts';
import * as Comlink from 'comlink';
import { SAMPLE_PLACE, cropFace } from '../../core/alignment/crop-face.ts';
import { toUnitLength } from '../../core/embedding/metric.ts';
import { FaultError } from '../../core/errors/fault.ts';
import { reportGallery, type GalleryReport } from '../../core/gallery/gallery-report.ts';
import type { Pixels } from '../../core/image/pixels.ts';
import { toTensorData } from '../../core/image/preprocess.ts';
import { limitsFor } from '../../core/matching/limits.ts';
import { inspectNetwork, type InspectedNetwork } from '../adapters/onnx-inspector.ts';
import { thresholdsOf, type EmbedderCard } from '../model-card.ts';
import { calibrateThresholds, type TriedSample } from '../own-model/calibrate.ts';
import { draftCard, type FileOnDisk } from '../own-model/draft-card.ts';
import { pictureInputOf, vectorOutputOf, type GraphFacts } from '../own-model/graph-facts.ts';
import { judgeRows } from '../own-model/judge-rows.ts';
import { probePictures } from '../own-model/probe-pictures.ts';
import { decodeCrop } from './encode-crop.ts';
import { readOwnFile, sha256Of } from './model-file.ts';
import { outcomeOf, type Outcome } from './outcome.ts';

/** A face of the gallery, by its stored crop. */
export interface GalleryFace {
  readonly anchorId: string;
  readonly name: string;
  readonly cropUrl: string;
}

export interface InspectionSetup {
  /** As the person's file was called. */
  readonly name: string;
  readonly wasmBase: string;
  /** Which to try it on, most telling first: the time is limited. */
  readonly faces: readonly GalleryFace[];
}

export interface Inspection {
  readonly card: EmbedderCard;
  /** Absent without faces to try it on. */
  readonly trial?: GalleryReport;
}

export type InspectionProgress = (done: number, total: number) => void;

/** The network in use goes on beside this one: it gets the other cores. */
const THREADS = 1;
/** Long enough for 60 faces by FaceNet on a laptop; a larger network is judged by fewer. */
const TRIAL_BUDGET_MS = 20_000;
const BALANCED = 0.5;

let file: { readonly buffer: ArrayBuffer; readonly sha256: string } | undefined;

const api = {
  /** Reads the file; the answer tells whether it is known already. */
  read: (path: readonly string[]): Promise<Outcome<{ sha256: string }>> =>
    outcomeOf(async () => {
      const buffer = await readOwnFile(path);
      file = { buffer, sha256: await sha256Of(buffer) };
      return { sha256: file.sha256 };
    }),

  /** The card for the file that was read, or the fault that says what it is instead. */
  inspect: (setup: InspectionSetup, onProgress: InspectionProgress): Promise<Outcome<Inspection>> =>
    outcomeOf(async () => {
      if (file === undefined) throw new FaultError('model-missing', 'nothing was read');
      const { buffer, sha256 } = file;
      const onDisk = { name: setup.name, bytes: buffer.byteLength, sha256 };
      const network = await inspectNetwork(new Uint8Array(buffer), {
        wasmBase: setup.wasmBase,
        threads: THREADS,
      });
      // The runtime has a copy of its own.
      file = undefined;
      const card = await draft(network, onDisk);
      const samples = await tryOn(network, card, setup.faces, onProgress);
      const calibrated = calibrateThresholds(card, samples);
      return samples.length === 0
        ? { card: calibrated }
        : { card: calibrated, trial: reportTrial(calibrated, samples) };
    }),
};

export type InspectorWorkerApi = typeof api;

Comlink.expose(api);

async function draft(network: InspectedNetwork, onDisk: FileOnDisk): Promise<EmbedderCard> {
  const input = pictureInputOf(network.facts);
  const output = vectorOutputOf(network.facts);
  const dimension = output.dimension ?? (await dimensionOf(network, network.facts));
  const card = draftCard(onDisk, { input, output: { name: output.name, dimension } });
  const rows: Float32Array[] = [];
  for (const picture of probePictures(input.width, input.height))
    rows.push(await run(network, card, picture));
  judgeRows(rows);
  return card;
}

/** Of a network that does not say it: the length of what it answers. */
async function dimensionOf(network: InspectedNetwork, facts: GraphFacts): Promise<number> {
  const input = pictureInputOf(facts);
  const blank = new Float32Array(3 * input.width * input.height);
  return (await network.run(input, blank, vectorOutputOf(facts).name)).length;
}

type NamedSample = TriedSample & { readonly anchorId: string };

async function tryOn(
  network: InspectedNetwork,
  card: EmbedderCard,
  faces: readonly GalleryFace[],
  onProgress: InspectionProgress,
): Promise<NamedSample[]> {
  const size = { widthPx: card.input.width, heightPx: card.input.height };
  const rows: Float32Array[] = [];
  const samples: NamedSample[] = [];
  const endMs = performance.now() + TRIAL_BUDGET_MS;
  for (const [index, { anchorId, name, cropUrl }] of faces.entries()) {
    if (performance.now() > endMs) break;
    onProgress(index, faces.length);
    const pixels = await decodeCrop(cropUrl).catch(() => undefined);
    if (pixels === undefined) continue;
    const row = await run(network, card, cropFace(pixels, SAMPLE_PLACE, card.crop, size));
    rows.push(row);
    samples.push({ anchorId, name, embedding: toUnitLength(row) });
  }
  if (rows.length > 1) judgeRows(rows);
  return samples;
}

function run(network: InspectedNetwork, card: EmbedderCard, picture: Pixels): Promise<Float32Array> {
  const { input, preprocessing, output } = card;
  const tensorData = toTensorData([picture], input, preprocessing);
  return network.run({ ...input, isSizeOpen: false }, tensorData, output.name);
}

/** As the gallery would be told apart with this card, at the middle of the strictness. */
function reportTrial(card: EmbedderCard, samples: readonly NamedSample[]): GalleryReport {
  const entries = [...new Set(samples.map(({ anchorId }) => anchorId))].map((anchorId) => {
    const own = samples.filter((sample) => sample.anchorId === anchorId);
    return entryOf(
      anchorId,
      own[0]?.name ?? '',
      own.map(({ embedding }) => embedding),
    );
  });
  return reportGallery(
    { revision: 0, modelId: card.id, metric: 'cosine', entries },
    limitsFor(thresholdsOf(card, 'cosine'), BALANCED),
  );
}
