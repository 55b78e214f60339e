/**
 * @file The worker that checks a file before it becomes a model. It lives for one file only: its memory, which has grown
 * with the file, is free again when it has ended.
 */
import { entryOf } from '../../core/gallery/gallery.ts';
import * as Comlink from 'comlink';
import { cropFace, moveFace, type FacePlace } from '../../core/alignment/crop-face.ts';
import { toUnitLength } from '../../core/embedding/metric.ts';
import { FaultError } from '../../core/errors/fault.ts';
import { reportGallery, type GalleryReport } from '../../core/gallery/gallery-report.ts';
import { mirror, type Pixels } from '../../core/image/pixels.ts';
import { toTensorData } from '../../core/image/preprocess.ts';
import { limitsFor } from '../../core/matching/limits.ts';
import { inspectNetwork, type InspectedNetwork } from '../adapters/onnx-inspector.ts';
import { thresholdsOf, type EmbedderCard } from '../model-card.ts';
import { calibrateThresholds, type TriedSample } from '../own-model/calibrate.ts';
import { draftCard, type FileOnDisk } from '../own-model/draft-card.ts';
import { pictureInputOf, vectorOutputOf, type GraphFacts } from '../own-model/graph-facts.ts';
import {
  describeInput,
  inOtherOrder,
  inputChoices,
  withInput,
  type InputChoice,
} from '../own-model/input-choices.ts';
import { judgeRows } from '../own-model/judge-rows.ts';
import { probePictures } from '../own-model/probe-pictures.ts';
import { bestTrial, settleInput, type InputTrial, type ViewedFace } from '../own-model/settle-input.ts';
import { decodeCrop } from './encode-crop.ts';
import { waysToSee } from './embedder-ways.ts';
import { placeInSample } from './face-place.ts';
import type { LandmarkSetup } from './landmark-finder.ts';
import { readOwnFile, sha256Of } from './model-file.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { WithFallback } from './with-fallback.ts';

/** A face of the gallery, by its stored crop. */
export interface GalleryFace {
  readonly anchorId: string;
  readonly name: string;
  readonly cropUrl: string;
}

export interface InspectionSetup {
  /** As the person's file was called. */
  readonly name: string;
  /** Folder of the runtimes' folders, with a trailing slash. */
  readonly wasmBase: string;
  readonly landmarks: LandmarkSetup;
  /** Which to try it on, most telling first: the time is limited. */
  readonly faces: readonly GalleryFace[];
}

export interface Inspection {
  readonly card: EmbedderCard;
  /** Absent without faces to try it on. */
  readonly trial?: GalleryReport;
}

/** `settling`: of ways of preparing pictures; `trying`: of faces. */
export type InspectionProgress = (stage: 'settling' | 'trying', done: number, total: number) => void;

/** The network in use goes on beside this one: it gets the other cores. */
const THREADS = 1;
/** Long enough for 60 faces by FaceNet on a laptop; a larger network is judged by fewer. */
const TRIAL_BUDGET_MS = 20_000;
/** Each of so many people with so many photos: what one network wants shows in them, see settle-input.ts. */
const SETTLING_PEOPLE = 12;
const SETTLING_PHOTOS = 3;
/** Of all ways of preparing pictures together. A network for which that is too short keeps the usual one. */
const SETTLING_BUDGET_MS = 60_000;
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
        wasmBase: `${setup.wasmBase}onnxruntime/`,
        threads: THREADS,
      });
      // The runtime has a copy of its own.
      file = undefined;
      const drafted = await draft(network, onDisk);
      const faces = await decodeFaces(setup);
      const card = faces.length === 0 ? drafted : await settle(network, drafted, faces, onProgress);
      const samples = await tryOn(network, card, faces, onProgress);
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

interface DecodedFace extends GalleryFace {
  readonly pixels: Pixels;
  readonly place: FacePlace;
}

/** As a network in use sees them; without those whose pictures cannot be read. */
async function decodeFaces({ faces, wasmBase, landmarks }: InspectionSetup): Promise<DecodedFace[]> {
  if (faces.length === 0) return [];
  const eye = await WithFallback.open(waysToSee({ landmarks, wasmBase, threads: THREADS }));
  const decoded: DecodedFace[] = [];
  for (const face of faces) {
    const pixels = await decodeCrop(face.cropUrl).catch(() => undefined);
    if (pixels === undefined) continue;
    const place = await eye.use(({ findLandmarks }) => placeInSample(pixels, findLandmarks));
    decoded.push({ ...face, pixels, place });
  }
  return decoded;
}

/** The card with the order of channels and the scale that tell these faces apart best. */
async function settle(
  network: InspectedNetwork,
  card: EmbedderCard,
  all: readonly DecodedFace[],
  onProgress: InspectionProgress,
): Promise<EmbedderCard> {
  const faces = facesToSettleOn(all);
  const [usual, ...others] = inputChoices(card);
  if (usual === undefined) return card;
  const total = others.length + 2;
  const startMs = performance.now();
  let tried = 0;
  const attempt = async (choice: InputChoice): Promise<InputTrial> => {
    const viewed: ViewedFace[] = [];
    for (const face of faces) {
      onProgress('settling', tried, total);
      viewed.push(await view(network, withInput(card, choice), face));
    }
    tried++;
    return { choice, faces: viewed };
  };
  const trials: [InputTrial, ...InputTrial[]] = [await attempt(usual)];
  if ((performance.now() - startMs) * total > SETTLING_BUDGET_MS) {
    const inputReason = `${describeInput(usual)}, as is usual: this network is too slow here to try others.`;
    return { ...card, inputReason };
  }
  for (const choice of others) trials.push(await attempt(choice));
  // The scale matters far more than the order, so it is found first.
  trials.push(await attempt(inOtherOrder(bestTrial(trials).choice)));
  const { choice, reason } = settleInput(trials);
  return { ...withInput(card, choice), inputReason: reason };
}

/** Some photos of some people, in the order in which they come. */
function facesToSettleOn(faces: readonly DecodedFace[]): DecodedFace[] {
  const people = [...new Set(faces.map(({ anchorId }) => anchorId))].map((anchorId) =>
    faces.filter((face) => face.anchorId === anchorId).slice(0, SETTLING_PHOTOS),
  );
  // Photos of one person that differ tell more than one photo and its mirror image.
  return people
    .toSorted((one, other) => other.length - one.length)
    .slice(0, SETTLING_PEOPLE)
    .flat();
}

async function view(
  network: InspectedNetwork,
  card: EmbedderCard,
  { name, pixels, place }: DecodedFace,
): Promise<ViewedFace> {
  const size = { widthPx: card.input.width, heightPx: card.input.height };
  const crop = cropFace(pixels, place, card.crop, size);
  const moved = cropFace(pixels, moveFace(place, MOVE), card.crop, size);
  const embed = async (picture: Pixels): Promise<Float32Array> =>
    toUnitLength(await run(network, card, picture));
  return { name, embedding: await embed(crop), others: [await embed(mirror(moved))] };
}

/** As a detector may be wrong: by a few pixels of 192, and in size. */
const MOVE = { x: 4, y: 2, scale: 1.06 };

type NamedSample = TriedSample & { readonly anchorId: string };

async function tryOn(
  network: InspectedNetwork,
  card: EmbedderCard,
  faces: readonly DecodedFace[],
  onProgress: InspectionProgress,
): Promise<NamedSample[]> {
  const size = { widthPx: card.input.width, heightPx: card.input.height };
  const rows: Float32Array[] = [];
  const samples: NamedSample[] = [];
  const endMs = performance.now() + TRIAL_BUDGET_MS;
  for (const [index, { anchorId, name, pixels, place }] of faces.entries()) {
    if (performance.now() > endMs) break;
    onProgress('trying', index, faces.length);
    const row = await run(network, card, cropFace(pixels, place, card.crop, size));
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
