/** @file `--people --scenes`: who is in a group picture, and how often somebody who is not enrolled gets a name. */
import path from 'node:path';
import { cleanName, isSameName } from '../../src/core/gallery/anchor.ts';
import { largestFace } from './choose-face.ts';
import { judgeFor } from './decision.ts';
import { findFalseNames, pairsOf, type KnownFace } from './known-faces.ts';
import { matchLabels, matchNote } from './match-labels.ts';
import { createPairScorer } from './pair-score.ts';
import type { Product, SeenFace } from '../browser/product.ts';
import type { Progress } from './progress.ts';
import { describePairs, type VerificationResult } from './verification.ts';

export interface LabelledScenes {
  readonly people: ReadonlyMap<string, readonly string[]>;
  /** Files. */
  readonly scenes: readonly string[];
  /** By file name, from left to right. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

export interface ScenesResult {
  /** Labelled faces; those that were not found count as unknown. */
  readonly faces: number;
  readonly named: number;
  readonly wrong: number;
  readonly unknown: number;
  readonly perScene: Readonly<Record<string, SceneResult>>;
  /** Leave one person out: faces, in scenes and pictures of people, that get somebody else's name. */
  readonly falseNames: number;
  /** Of how many. */
  readonly falseNamesAsked: number;
  readonly falseNameCases: readonly string[];
  /** Pictures of people: too unclear for the product to enroll, without a face, no picture at all. */
  readonly notClear: readonly string[];
  readonly noFace: readonly string[];
  readonly unreadable: readonly string[];
  /** All pairs of the people's pictures, unclear ones too. */
  readonly peoplePairs: VerificationResult;
}

interface SceneResult {
  readonly found: number;
  readonly named: number;
  readonly wrong: number;
  readonly unknown: number;
  /** Where faces and labels do not agree in number. */
  readonly note?: string;
  readonly faces: readonly {
    readonly person: string;
    readonly name: string | null;
    /** To the nearest sample of that person, in the metric's space; null without a face or a sample. */
    readonly distance: number | null;
  }[];
}

export async function nameScenes(
  product: Product,
  { people, scenes, labels }: LabelledScenes,
  progress: Progress,
): Promise<ScenesResult> {
  const { seen, enrolled, ...leftOut } = await enrollPeople(product, people, progress);
  const judge = judgeFor(product.card, product.metric);
  const { distance } = createPairScorer(product.card, product.metric);
  const distanceTo = ({ embedding }: SeenFace, person: string): number =>
    enrolled
      .filter((one) => one.person === person)
      .reduce((least, { face }) => Math.min(least, distance(embedding, face.embedding)), Infinity);
  // In place of the distance to somebody who is not enrolled.
  const far = 4 * judge.limits.enterMaxDistance;

  const perScene: Record<string, SceneResult> = {};
  const probes: KnownFace[] = [];
  const files = new Map(scenes.map((file) => [path.basename(file), file]));
  for (const name of files.keys()) if (!(name in labels)) progress.warn(`${name} has no labels.`);
  for (const [index, [name, persons]] of Object.entries(labels).entries()) {
    const file = files.get(name);
    progress.step(index, files.size, name);
    const answer = file === undefined ? undefined : await product.see(file);
    if (answer?.kind !== 'faces') progress.warn(`No face was found in ${name}.`);
    const found = answer?.kind === 'faces' ? answer.faces : [];
    const matched = matchLabels(found, persons, (face, label) => Math.min(far, distanceTo(face, label)));
    const faces = persons.map((person, at) => {
      const face = matched[at];
      if (face !== undefined) probes.push({ person, file: name, face });
      const nearest = face === undefined ? Infinity : distanceTo(face, person);
      return { person, name: face?.name ?? null, distance: Number.isFinite(nearest) ? nearest : null };
    });
    const note = matchNote(found.length, persons.length);
    const counts = { found: found.length, ...countNames(faces) };
    perScene[name] = { ...counts, ...(note === undefined ? {} : { note }), faces };
  }
  const all = Object.values(perScene);
  const sum = (pick: (scene: SceneResult) => number): number =>
    all.reduce((total, one) => total + pick(one), 0);
  const asked = [...probes, ...seen];
  const falseNames = findFalseNames(asked, enrolled, product.card, product.metric);
  return {
    faces: sum(({ faces }) => faces.length),
    named: sum(({ named }) => named),
    wrong: sum(({ wrong }) => wrong),
    unknown: sum(({ unknown }) => unknown),
    perScene,
    falseNames: falseNames.length,
    falseNamesAsked: asked.length,
    falseNameCases: falseNames.map(({ probe, name }) => `${probe.person} in ${probe.file} as ${name}`),
    ...leftOut,
    peoplePairs: describePairs(pairsOf(seen, distance), product.card, product.metric),
  };
}

function countNames(faces: SceneResult['faces']): { named: number; wrong: number; unknown: number } {
  // The product keeps names clean of what cannot be read: see `cleanName`.
  const named = faces.filter(
    ({ person, name }) => name !== null && isSameName(cleanName(person), name),
  ).length;
  const unknown = faces.filter(({ name }) => name === null).length;
  return { named, wrong: faces.length - named - unknown, unknown };
}

interface EnrolledPeople {
  /** Every face, whether the product took it or not. */
  readonly seen: KnownFace[];
  readonly enrolled: KnownFace[];
  readonly notClear: string[];
  readonly noFace: string[];
  readonly unreadable: string[];
}

/** One anchor a person, with the largest face of each picture, through the product's own enrolling. */
async function enrollPeople(
  product: Product,
  people: LabelledScenes['people'],
  progress: Progress,
): Promise<EnrolledPeople> {
  const result: EnrolledPeople = { seen: [], enrolled: [], notClear: [], noFace: [], unreadable: [] };
  const files = [...people].flatMap(([person, pictures]) => pictures.map((file) => ({ person, file })));
  for (const [index, { person, file }] of files.entries()) {
    const name = `${person}/${path.basename(file)}`;
    progress.step(index, files.length, name);
    const answer = await product.see(file);
    const face = answer.kind === 'faces' ? largestFace(answer.faces) : undefined;
    if (answer.kind !== 'faces' || face === undefined) {
      const isPicture = answer.kind !== 'unreadable';
      (isPicture ? result.noFace : result.unreadable).push(name);
      progress.warn(isPicture ? `No face was found in ${name}.` : `${name} cannot be read as a picture.`);
      continue;
    }
    const known: KnownFace = { person, file: name, face };
    result.seen.push(known);
    if (await product.enroll(answer.faces.indexOf(face), person)) {
      result.enrolled.push(known);
    } else {
      result.notClear.push(name);
      progress.warn(`The face in ${name} is not clear enough to be enrolled.`);
    }
  }
  return result;
}
