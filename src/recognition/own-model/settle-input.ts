/**
 * @file Which way of preparing pictures tells the person's own faces apart best: for a network that wants another one, people come
 * closer to each other. Pure.
 */
import { isSameName } from '../../core/gallery/anchor.ts';
import { describeInput, type InputChoice } from './input-choices.ts';

/** One saved face as the network sees it with one choice. */
export interface ViewedFace {
  readonly name: string;
  /** Of unit length. */
  readonly embedding: Float32Array;
  /** The same picture mirrored and moved: what one and the same person can look like, where there is one photo of each. */
  readonly others: readonly Float32Array[];
}

export interface InputTrial {
  readonly choice: InputChoice;
  readonly faces: readonly ViewedFace[];
}

export interface SettledInput {
  readonly choice: InputChoice;
  /** For the card and for the person: what was chosen, and on how many faces. */
  readonly reason: string;
}

/**
 * People with two photos each. From single photos and their mirror images alone the order of channels comes out by chance: for
 * PaddleX's MobileFaceNet, which wants BGR, in 34 of 60 draws of twelve people; with two photos of four people in 50, of twelve in 59.
 */
export const MIN_PEOPLE = 4;
/**
 * Only so much better than the usual choice is a difference. With it that network gets BGR in 40 of 60 draws of two photos of four
 * people and in 58 of twelve; foamliu's, which wants RGB, loses it in 6 and in none. At 1.1 hardly any draw moves either.
 */
const CLEARLY_BETTER = 1.02;
/** Of similarities: a network that says nearly the same of every face must not win by its tiny deviations. */
const MIN_VARIANCE = 1e-4;

/**
 * How many deviations lie between the similarities of one person's pictures and those of different people: the sensitivity
 * index d'. Undefined with fewer than two people. Source: Green and Swets, "Signal Detection Theory and Psychophysics" (1966).
 */
export function separationOf(faces: readonly ViewedFace[]): number | undefined {
  const [genuine, impostors]: [number[], number[]] = [[], []];
  for (const [index, one] of faces.entries()) {
    genuine.push(...one.others.map((view) => dot(one.embedding, view)));
    for (const other of faces.slice(index + 1)) {
      const list = isSameName(one.name, other.name) ? genuine : impostors;
      list.push(dot(one.embedding, other.embedding));
    }
  }
  if (genuine.length === 0 || impostors.length === 0) return undefined;
  const [same, different] = [momentsOf(genuine), momentsOf(impostors)];
  return (same.mean - different.mean) / Math.sqrt((same.variance + different.variance) / 2 + MIN_VARIANCE);
}

/** The one with the largest separation, the first of equals: the answer depends on nothing but the faces. */
export function bestTrial([first, ...others]: readonly [InputTrial, ...InputTrial[]]): InputTrial {
  let best = first;
  for (const trial of others) {
    if ((separationOf(trial.faces) ?? 0) > (separationOf(best.faces) ?? 0)) best = trial;
  }
  return best;
}

/** @param trials of the same faces, the usual choice first */
export function settleInput(trials: readonly [InputTrial, ...InputTrial[]]): SettledInput {
  const [usual] = trials;
  const { faces } = usual;
  const names = new Set(faces.map(({ name }) => name.toLowerCase()));
  const people = names.size;
  const severally = [...names].filter(
    (name) => faces.filter((face) => face.name.toLowerCase() === name).length > 1,
  );
  const on = `${String(faces.length)} saved photos of ${String(people)} people`;
  const separation = separationOf(faces);
  if (separation === undefined || severally.length < MIN_PEOPLE) {
    return {
      choice: usual.choice,
      reason: `${describeInput(usual.choice)}, as is usual: ${on} say too little; two photos of ${String(MIN_PEOPLE)} people each would.`,
    };
  }
  const best = bestTrial(trials);
  const reached = separationOf(best.faces) ?? 0;
  if (reached <= CLEARLY_BETTER * separation) {
    return {
      choice: usual.choice,
      reason: `${describeInput(usual.choice)}, as is usual: no other way of preparing pictures told ${on} apart clearly better.`,
    };
  }
  return {
    choice: best.choice,
    reason: `${describeInput(best.choice)}: of ${String(trials.length)} ways of preparing pictures it told ${on} apart best (separation ${reached.toFixed(1)}, the usual way ${separation.toFixed(1)}).`,
  };
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
