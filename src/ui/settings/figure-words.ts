/** @file The figures of the face models side by side, and which model they speak for, in a person's words. */
import {
  SLOW_MS,
  recommendModel,
  worstShares,
  wrongNames,
  type ModelFacts,
  type Recommendation,
} from '../../core/model-choice/recommend-model.ts';
import type { ModelStatus, ModelsStatus } from '../../protocol/model-messages.ts';
import { countOf } from '../shared/plural.ts';
import { modelName, ofAll } from './model-words.ts';
import type { TrialState } from './models-state.ts';

export interface Advice {
  readonly text: string;
  /** The better one, where that is another than the one in use. */
  readonly switchTo: string | undefined;
}

type Trials = Readonly<Record<string, TrialState>>;

/** On the button: while earlier figures stay in the table, nothing else says that new ones are on their way. */
export function measureLabel(trials: readonly (TrialState | undefined)[]): string {
  if (trials.some((trial) => trial?.isRunning === true)) return 'Measuring…';
  return trials.some((trial) => trial !== undefined) ? 'Measure again' : 'Measure on this computer';
}

/** "8 ms a face", or what is in the way of it. */
export function describeSpeed(trial: TrialState | undefined): string {
  if (trial?.result !== undefined) return `${String(roundMs(trial.result.milliseconds))} ms a face`;
  return describeMissing(trial);
}

export function describeRecognized(trial: TrialState | undefined): string {
  if (trial?.result === undefined) return describeMissing(trial);
  const { right, probes } = trial.result.report;
  return probes === 0 ? 'No one has two photos' : ofAll(right, probes);
}

export function describeWrongNames(trial: TrialState | undefined): string {
  if (trial?.result === undefined) return describeMissing(trial);
  const { report } = trial.result;
  if (report.strangers === 0) return 'No one is saved yet';
  return wrongNames(report) === 0 ? 'None' : String(wrongNames(report));
}

/** "1 in 7,100" pairs. */
export function describeShare({ measured }: ModelStatus, group: string): string {
  const found = measured?.falseMatches.find((one) => one.group === group);
  if (found === undefined) return 'Not measured';
  return found.share === 0 ? 'None found' : oneIn(found.share);
}

/** Of all cards, in the order in which they name them. */
export function groupsOf(models: readonly ModelStatus[]): string[] {
  return [
    ...new Set(models.flatMap(({ measured }) => measured?.falseMatches.map(({ group }) => group) ?? [])),
  ];
}

/** Undefined with a single model, and until all could be tried that can be. */
export function adviseOn({ models, engine, defaultId }: ModelsStatus, trials: Trials): Advice | undefined {
  if (models.some(({ modelId }) => trials[modelId]?.isRunning ?? true)) return undefined;
  const facts = models
    .toSorted((one, other) => Number(other.modelId === defaultId) - Number(one.modelId === defaultId))
    .flatMap((model) => factsOf(model, trials[model.modelId]));
  if (facts.length < 2) return undefined;
  const recommendation = recommendModel(facts);
  const name = (modelId: string): string => modelName(modelId, models);
  const text = describeRecommendation(recommendation, facts, engine.modelId, name);
  const isOther = recommendation.kind === 'better' && recommendation.modelId !== engine.modelId;
  return { text, switchTo: isOther ? recommendation.modelId : undefined };
}

function factsOf({ modelId, measured }: ModelStatus, trial: TrialState | undefined): ModelFacts[] {
  if (trial?.result === undefined) return [];
  const { milliseconds, people, report } = trial.result;
  return [{ modelId, milliseconds, people, report, falseMatches: measured?.falseMatches }];
}

export function describeRecommendation(
  recommendation: Recommendation,
  facts: readonly ModelFacts[],
  inUseId: string,
  name: (modelId: string) => string,
): string {
  if (recommendation.kind === 'equal')
    return 'These models do equally well on your photos. There is no reason to change.';
  if (recommendation.kind === 'unknown') {
    return recommendation.missing === 'people'
      ? 'Too little to compare yet. Save at least two people, with several photos each, and Nametag tells you which model suits them better.'
      : 'Too little to compare yet. Save more photos of the people you know: about ten in all, at least two of each person.';
  }
  const { modelId, otherId, reason } = recommendation;
  const [better, other] = [modelId, otherId].map((id) => facts.find((one) => one.modelId === id));
  if (better === undefined || other === undefined) return '';
  const isInUse = modelId === inUseId;
  const lead = `${name(modelId)}${isInUse ? ', which is in use,' : ''} is the better choice here: `;
  return `${lead}${REASONS[reason](better, other, name(otherId))}.${slowness(better)}`;
}

const REASONS = {
  'recognizes-too-few': recognized,
  'wrong-names': ({ report }, other, name) =>
    `it gives ${countOf(wrongNames(report), 'wrong name')} on your photos, ${name} ${String(wrongNames(other.report))}`,
  recognized,
  'worst-group': (better, other, name) => {
    const [share, otherShare] = worstShares(better, other) ?? [0, 0];
    const own = share === 0 ? 'no pair of strangers' : `${oneIn(share)} pairs of strangers`;
    return `in the worst of the groups measured for both it takes ${own} for one person, ${name} ${oneIn(otherShare)}`;
  },
  speed: ({ milliseconds }, other, name) =>
    `it takes ${String(roundMs(milliseconds))} ms a face on this computer, ${name} ${String(roundMs(other.milliseconds))} ms`,
} satisfies Record<
  Extract<Recommendation, { kind: 'better' }>['reason'],
  (better: ModelFacts, other: ModelFacts, otherName: string) => string
>;

function recognized({ report }: ModelFacts, other: ModelFacts, name: string): string {
  return `it recognizes ${ofAll(report.right, report.probes)} of your photos, ${name} ${String(other.report.right)}`;
}

function slowness({ milliseconds }: ModelFacts): string {
  if (milliseconds <= SLOW_MS) return '';
  return ` At ${String(roundMs(milliseconds))} ms a face, names appear later.`;
}

function describeMissing(trial: TrialState | undefined): string {
  if (trial === undefined) return 'Not measured yet';
  if (trial.fault !== undefined) return 'Could not be measured';
  const { progress } = trial;
  return progress === undefined ? 'Measuring…' : `Measuring: ${ofAll(progress.done, progress.total)}…`;
}

/** Two digits: more would promise too much. */
function oneIn(share: number): string {
  return `1 in ${Number((1 / share).toPrecision(2)).toLocaleString('en-US')}`;
}

function roundMs(milliseconds: number): number {
  return Math.max(1, Math.round(milliseconds));
}
