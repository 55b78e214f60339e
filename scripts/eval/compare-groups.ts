/** @file `--groups`: does the default decision treat groups of people alike? One face from each picture. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Product } from '../browser/product.ts';
import { chooseFace, type FaceChoice } from './choose-face.ts';
import { judgeFor } from './decision.ts';
import { falseMatchRatio } from './group-ratio.ts';
import { describeGroups, type GroupedFace, type GroupStatistics } from './group-statistics.ts';
import type { GroupList } from './groups-file.ts';
import { createPairScorer } from './pair-score.ts';
import type { Progress } from './progress.ts';

export interface GroupsResult extends GroupStatistics {
  /** Worst group's false match rate over the best one's, of groups with at least 1,000 impostor pairs. */
  readonly falseMatchRatio: number | null;
  /** Where the best group has no false match, what the ratio is at least. */
  readonly falseMatchRatioAtLeast: number | null;
  readonly falseMatchRatioText: string;
  readonly default: Readonly<Record<string, number | string>>;
  readonly face: FaceChoice;
  /** Pictures that were compared. */
  readonly pictures: number;
  /** Rows of the list without a person or a file, and those that name a file again. */
  readonly skippedRows: number;
  /** People with only one picture that was compared: they have no genuine pair. */
  readonly peopleWithOnePicture: number;
  /** Files. Of several faces the chosen one is compared. */
  readonly severalFaces: readonly string[];
  readonly noFace: readonly string[];
  /** Missing, or not a picture. */
  readonly unreadable: readonly string[];
}

export async function compareGroups(
  product: Product,
  list: GroupList,
  folder: string,
  choice: FaceChoice,
  progress: Progress,
): Promise<GroupsResult> {
  for (const note of list.notes) progress.warn(note);
  const faces: GroupedFace[] = [];
  const severalFaces: string[] = [];
  const noFace: string[] = [];
  const unreadable: string[] = [];
  for (const [index, { person, file, group, sex }] of list.pictures.entries()) {
    progress.step(index, list.pictures.length, file);
    // Exactly this file: another person's may have the same name.
    const place = path.resolve(folder, file.replaceAll('\\', '/'));
    const seen = await product.see(place);
    const face = chooseFace(seen, choice);
    if (face !== undefined) {
      faces.push({ person, group, sex, embedding: face.embedding });
      if (seen.kind === 'faces' && seen.faces.length > 1) severalFaces.push(file);
    } else if (seen.kind === 'unreadable') {
      unreadable.push(file);
      progress.warn(existsSync(place) ? `${file} cannot be read as a picture.` : `${file} is not there.`);
    } else {
      noFace.push(file);
      progress.warn(`No face was found in ${file}.`);
    }
  }
  const statistics = describeGroups(
    faces,
    createPairScorer(product.card, product.metric),
    list.pictures,
    (done) => {
      progress.step(done, faces.length, 'faces compared with all others');
    },
  );
  const peopleWithOnePicture = countOnce(faces.map(({ person }) => person));
  for (const sentence of [
    ...severalSentence(severalFaces.length, choice),
    ...onceSentence(peopleWithOnePicture),
    ...statistics.groups.flatMap(emptinessOf),
  ])
    progress.warn(sentence);
  const { ratio, atLeast, text } = falseMatchRatio(statistics.groups);
  const { threshold } = judgeFor(product.card, product.metric);
  return {
    ...statistics,
    falseMatchRatio: ratio,
    falseMatchRatioAtLeast: atLeast,
    falseMatchRatioText: text,
    default: { modelId: product.card.id, metric: product.metric, ...threshold },
    face: choice,
    pictures: faces.length,
    skippedRows: list.skippedRows,
    peopleWithOnePicture,
    severalFaces,
    noFace,
    unreadable,
  };
}

function severalSentence(count: number, choice: FaceChoice): string[] {
  if (count === 0) return [];
  const which = choice === 'middle' ? 'the one nearest the middle' : 'the largest one';
  const pictures = count === 1 ? '1 picture shows' : `${inWords(count)} pictures show`;
  return [`${pictures} several faces: ${which} is compared.`];
}

function onceSentence(count: number): string[] {
  if (count === 0) return [];
  const people = count === 1 ? '1 person has' : `${inWords(count)} people have`;
  return [`${people} only one picture: such a picture has no genuine pair.`];
}

function emptinessOf({ group, sex, people, genuine, impostor }: GroupStatistics['groups'][number]): string[] {
  const name = sex === undefined ? `The group ${group}` : `The group ${group}, ${sex}`;
  if (people === 0) return [`${name} has no picture that could be compared.`];
  if (people === 1 && genuine === 0) return [`${name} has only one picture: it has no pairs.`];
  if (impostor === 0) return [`${name} has only one person: it has no impostor pairs.`];
  if (genuine === 0) return [`${name} has only one picture of each person: it has no genuine pairs.`];
  return [];
}

function countOnce(names: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.values()].filter((count) => count === 1).length;
}

function inWords(count: number): string {
  return count.toLocaleString('en-US');
}
