/** @file `--people --scenes`: who is in a group picture, and how often somebody who is not enrolled gets a name. */
import path from 'node:path';
import { judgeStill } from '../../src/core/matching/evidence.ts';
import type { Gallery } from '../../src/core/gallery/gallery.ts';
import { toMetricSpace } from '../../src/core/embedding/metric.ts';
import { MIN_QUALITY } from '../../src/core/quality/face-quality.ts';
import { largestFace } from './compare-pairs.ts';
import { judgeFor } from './decision.ts';
import { matchLabels } from './match-labels.ts';
import type { Product, SeenFace } from './product.ts';
import type { Progress } from './progress.ts';
import type { ScoredPair } from './statistics.ts';
import { describePairs, type VerificationResult } from './verification.ts';

export interface LabelledScenes {
  readonly people: ReadonlyMap<string, readonly string[]>;
  /** Files. */
  readonly scenes: readonly string[];
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

export interface ScenesResult {
  /** Labelled faces; those that were not found count as unknown. */
  readonly faces: number;
  readonly named: number;
  readonly wrong: number;
  readonly unknown: number;
  readonly perScene: Readonly<Record<string, SceneResult>>;
  /** Leave one person out: faces of that person that get somebody else's name. */
  readonly falseNames: { readonly asked: number; readonly named: number; readonly cases: readonly string[] };
  /** Pictures of people that the product would not enroll, or in which it found no face. */
  readonly notEnrolled: readonly string[];
  /** All pairs of the people's pictures. */
  readonly peoplePairs: VerificationResult;
}

interface SceneResult {
  readonly found: number;
  readonly named: number;
  readonly wrong: number;
  readonly unknown: number;
  readonly faces: readonly {
    readonly person: string;
    readonly name: string | null;
    readonly distance: number | null;
  }[];
}

/** A face whose person is known. */
interface KnownFace {
  readonly person: string;
  readonly file: string;
  readonly face: SeenFace;
}

export async function nameScenes(
  product: Product,
  { people, scenes, labels }: LabelledScenes,
  progress: Progress,
): Promise<ScenesResult> {
  const { enrolled, notEnrolled } = await enrollPeople(product, people, progress);
  const judge = judgeFor(product.card, product.metric);
  const distanceTo = ({ embedding }: SeenFace, person: string): number =>
    Math.min(
      Infinity,
      ...enrolled
        .filter((one) => one.person === person)
        .map((one) => judge.distance(embedding, one.face.embedding)),
    );
  const perScene: Record<string, SceneResult> = {};
  const probes: KnownFace[] = [];
  for (const [index, file] of scenes.entries()) {
    progress(index, scenes.length, path.basename(file));
    const names = labels[path.basename(file)];
    if (names === undefined) continue;
    const seen = await product.see(file);
    const found = seen.kind === 'faces' ? seen.faces : [];
    const matched = matchLabels(found, names, (face, label) => Math.min(2, distanceTo(face, label)));
    const faces = names.map((person, at) => {
      const face = matched[at];
      if (face !== undefined) probes.push({ person, file: path.basename(file), face });
      const distance = face === undefined ? Infinity : distanceTo(face, person);
      return { person, name: face?.name ?? null, distance: Number.isFinite(distance) ? distance : null };
    });
    perScene[path.basename(file)] = { found: found.length, ...countNames(faces), faces };
  }
  const all = Object.values(perScene);
  const sum = (pick: (scene: SceneResult) => number): number =>
    all.reduce((total, one) => total + pick(one), 0);
  return {
    faces: sum(({ faces }) => faces.length),
    named: sum(({ named }) => named),
    wrong: sum(({ wrong }) => wrong),
    unknown: sum(({ unknown }) => unknown),
    perScene,
    falseNames: countFalseNames(product, enrolled, [...probes, ...enrolled]),
    notEnrolled,
    peoplePairs: describePairs(pairsOf(enrolled, judge.distance), product.card, product.metric),
  };
}

function countNames(faces: SceneResult['faces']): { named: number; wrong: number; unknown: number } {
  const named = faces.filter(({ person, name }) => name === person).length;
  const unknown = faces.filter(({ name }) => name === null).length;
  return { named, wrong: faces.length - named - unknown, unknown };
}

/** One anchor a person, with all pictures, through the product's own enrolling. */
async function enrollPeople(
  product: Product,
  people: LabelledScenes['people'],
  progress: Progress,
): Promise<{ enrolled: KnownFace[]; notEnrolled: string[] }> {
  const enrolled: KnownFace[] = [];
  const notEnrolled: string[] = [];
  const files = [...people].flatMap(([person, pictures]) => pictures.map((file) => ({ person, file })));
  for (const [index, { person, file }] of files.entries()) {
    progress(index, files.length, file);
    const seen = await product.see(file);
    const face = seen.kind === 'faces' ? largestFace(seen.faces) : undefined;
    const isTaken =
      face !== undefined && seen.kind === 'faces' && (await product.enroll(seen.faces.indexOf(face), person));
    if (isTaken) enrolled.push({ person, file, face });
    else notEnrolled.push(file);
  }
  return { enrolled, notEnrolled };
}

/** The product's own decision, against a gallery in which the face's person is missing. */
function countFalseNames(
  { card, metric }: Product,
  enrolled: readonly KnownFace[],
  probes: readonly KnownFace[],
): ScenesResult['falseNames'] {
  const { limits } = judgeFor(card, metric);
  const cases: string[] = [];
  for (const { person, file, face } of probes) {
    const gallery = galleryOf(
      enrolled.filter((one) => one.person !== person),
      card.id,
      metric,
    );
    if (face.quality < MIN_QUALITY) continue;
    const verdict = judgeStill(face, gallery, limits);
    if (verdict.kind === 'named') cases.push(`${person} in ${path.basename(file)} as ${verdict.name}`);
  }
  return { asked: probes.length, named: cases.length, cases };
}

function galleryOf(faces: readonly KnownFace[], modelId: string, metric: Product['metric']): Gallery {
  const people = [...new Set(faces.map(({ person }) => person))];
  const entries = people.map((person) => ({
    anchorId: person,
    name: person,
    embeddings: faces
      .filter((one) => one.person === person)
      .map(({ face }) => toMetricSpace(face.embedding, metric)),
  }));
  return { revision: 1, modelId, metric, entries };
}

export function pairsOf(
  faces: readonly { readonly person: string; readonly face: SeenFace }[],
  distance: (a: Float32Array, b: Float32Array) => number,
): ScoredPair[] {
  return faces.flatMap((one, index) =>
    faces.slice(index + 1).map((other) => ({
      isGenuine: one.person === other.person,
      distance: distance(one.face.embedding, other.face.embedding),
    })),
  );
}
