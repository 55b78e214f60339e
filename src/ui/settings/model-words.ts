/** @file Face models in a person's words: what they are, how well they know the saved people, what became of a file. */
import type { FaultCode } from '../../core/errors/fault.ts';
import { faultText, type FaultText } from '../../core/errors/fault-texts.ts';
import type { Metric } from '../../core/embedding/metric.ts';
import type { GalleryReport } from '../../core/gallery/gallery-report.ts';
import { MAX_MODEL_BYTES } from '../../core/own-model/file-kind.ts';
import { isOwnModelId } from '../../core/own-model/own-model-id.ts';
import type { ModelStatus } from '../../protocol/model-messages.ts';
import { shortTitle } from '../shared/model-title.ts';
import { countOf } from '../shared/plural.ts';
import type { ChosenFile, ImportPhase } from './models-state.ts';

/** Short where that is clear; two models of one short name keep their whole titles. */
export function modelName(modelId: string, models: readonly ModelStatus[]): string {
  const model = models.find((one) => one.modelId === modelId);
  if (model === undefined) return 'another model';
  const short = shortTitle(model.title);
  const isAlone = models.every((one) => one === model || shortTitle(one.title) !== short);
  return isAlone ? short : model.title;
}

/** What became of the choice of a model that is not there; undefined when it is, or none was chosen. */
export function describeGoneChoice(
  chosenId: string | null,
  defaultId: string,
  models: readonly ModelStatus[],
): FaultText | undefined {
  if (chosenId === null || models.some(({ modelId }) => modelId === chosenId)) return undefined;
  return {
    text: isOwnModelId(chosenId)
      ? 'The model you added and chose is no longer there.'
      : 'The model you chose is no longer part of Nametag.',
    remedy: `Nametag uses ${modelName(defaultId, models)} instead.`,
  };
}

/** "128 numbers a face · 22.4 MB" */
export function describeSize({ dimension, bytes }: ModelStatus): string {
  return `${countOf(dimension, 'number')} a face · ${megabytes(bytes)}`;
}

export function describeOrigin({ origin, licence }: ModelStatus): string {
  switch (origin.kind) {
    case 'npm':
    case 'npm-tarball':
      return `From the package ${origin.label}, licence ${licence}`;
    case 'weights-file':
      return `Converted from ${origin.label}, licence ${licence}`;
    case 'own-file':
      return `Your file ${origin.label}`;
  }
}

/** What a model makes of the saved faces, each asked about as if it were new. */
export function describeReport(report: GalleryReport): string {
  const { probes, right, wrong, strangers, strangersNamed } = report;
  if (strangers === 0) return 'nobody is saved yet, so there is nothing to compare.';
  const known =
    probes === 0
      ? 'nobody has two pictures to compare'
      : `${ofAll(right, probes)} recognized, ${String(wrong)} mistaken for somebody else`;
  return `${known}, ${ofAll(strangersNamed, strangers)} named while absent.`;
}

/** `beforeId` and `afterId` show which one is better at a glance: fewer wrong names first, then more right ones. */
export function isWorse(before: GalleryReport, after: GalleryReport): boolean {
  const [wrongBefore, wrongAfter] = [before, after].map(
    ({ wrong, strangersNamed }) => wrong + strangersNamed,
  );
  if (wrongBefore !== wrongAfter) return (wrongAfter ?? 0) > (wrongBefore ?? 0);
  return after.right < before.right;
}

export function describeMetric(metric: Metric): string {
  return metric === 'cosine' ? 'cosine' : 'Euclidean';
}

export function describeImport(phase: ImportPhase): string {
  switch (phase.kind) {
    case 'copying':
      return `Copying… ${String(Math.round(phase.share * 100))} %`;
    case 'checking':
      return describeCheck(phase);
    case 'done':
      return phase.model.isNew ? 'Added.' : 'This model is already here.';
    case 'refused':
      return 'Not added.';
  }
}

function describeCheck({ stage, done, total }: Extract<ImportPhase, { kind: 'checking' }>): string {
  switch (stage) {
    case 'reading':
      return 'Reading the file…';
    case 'opening':
      return 'Opening the network…';
    case 'settling':
      return `Finding out how it wants pictures: ${ofAll(done, total)}`;
    case 'trying':
      return `Trying it on your faces: ${String(done)} of ${String(total)}`;
  }
}

/** Why a file is no model; the numbers belong to the file at hand. */
export function refusalText(code: FaultCode, { bytes }: ChosenFile): FaultText {
  if (code !== 'model-too-large') return faultText(code);
  return {
    ...faultText(code),
    text: `This file has ${megabytes(bytes)}; Nametag takes up to ${megabytes(MAX_MODEL_BYTES)}.`,
  };
}

export function megabytes(bytes: number): string {
  if (bytes < 1e5) return `${String(Math.ceil(bytes / 1000))} kB`;
  const size = bytes / 1e6;
  return `${size.toFixed(size < 100 ? 1 : 0)} MB`;
}

export function ofAll(count: number, all: number): string {
  return `${String(count)} of ${String(all)}`;
}
