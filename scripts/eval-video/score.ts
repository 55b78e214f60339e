/**
 * @file What a video run is judged by. Pure.
 *
 * Only `named` is a name; `maybe` is counted apart. Faces and people are counted in face-frames: one face in one frame.
 */
import type { SeenFace } from '../../src/core/timeline/seen-faces.ts';
import { allFaces, clearFaces, findAppearances, type Appearance } from './appearances.ts';
import type { EvaluatedFrame } from './frames.ts';
import { MIN_TRACK_FRAMES, countImpossible, readIdentities, type Identities } from './identities.ts';
import { judgeFrames } from './judge-frames.ts';
import type { Labels } from './labels.ts';
import { frameDurationMs, looksPerSecond } from './look-rate.ts';
import { isNamedAs } from './names.ts';
import { countChanges, groupBy, median, rounded, sum } from './numbers.ts';

export interface VideoScore {
  readonly frames: number;
  readonly tracks: number;
  readonly nameChanges: number;
  readonly idSwitches: number;
  /** Null where names were shown and no labels say whether they are right. */
  readonly wrongNameFrames: number | null;
  readonly namedFrames: number;
  /** Null where nobody was named, or more than half of those who should have been never were. */
  readonly medianFramesToName: number | null;
  readonly embedsPerSecond: number;
  readonly detectedFrames: number;
  readonly namedShare: number | null;
  readonly namedShareAfterTen: number | null;
  readonly namedShareAfterFirstTen: number | null;
  readonly maybeFrames: number;
  readonly nameLosses: number;
  readonly appearances: number;
  readonly namedAppearances: number;
  readonly sharedPersons: number;
  readonly tracksBeforeReidentification: number;
  readonly fps: number;
  readonly durationS: number;
  readonly people: Readonly<Record<string, PersonScore>>;
}

export interface PersonScore {
  readonly isEnrolled: boolean;
  readonly detectedFrames: number;
  readonly namedFrames: number;
  readonly wrongNameFrames: number;
  readonly maybeFrames: number;
  readonly idSwitches: number;
  readonly nameChanges: number;
  readonly framesToName: readonly (number | null)[];
}

/** The first frames of an appearance, in which nobody has to be named yet. */
const GRACE_FRAMES = 10;

/** @param labels undefined where nobody wrote down who is where */
export function scoreVideo(
  frames: readonly EvaluatedFrame[],
  labels: Labels | undefined,
  enrolled: readonly string[],
): VideoScore {
  const identities = readIdentities(frames);
  const names =
    labels === undefined
      ? scoreUnlabelled(frames, identities)
      : scoreLabelled(frames, labels, enrolled, identities);
  const first = frames[0]?.timeMs ?? 0;
  const frameMs = frameDurationMs(frames);
  const durationMs = frames.length === 0 ? 0 : (frames.at(-1)?.timeMs ?? 0) - first + frameMs;
  const { nameChanges, idSwitches, wrongNameFrames, namedFrames, medianFramesToName, people, ...more } =
    names;
  return {
    frames: frames.length,
    tracks: identities.persons,
    nameChanges,
    idSwitches,
    wrongNameFrames,
    namedFrames,
    medianFramesToName,
    embedsPerSecond: rounded(looksPerSecond(frames)),
    ...more,
    tracksBeforeReidentification: identities.tracks,
    fps: frameMs === 0 ? 0 : rounded(1000 / frameMs),
    durationS: rounded(durationMs / 1000),
    people,
  };
}

type NameScore = Omit<
  VideoScore,
  'frames' | 'tracks' | 'embedsPerSecond' | 'tracksBeforeReidentification' | 'fps' | 'durationS'
>;

function scoreLabelled(
  frames: readonly EvaluatedFrame[],
  labels: Labels,
  enrolled: readonly string[],
  identities: Identities,
): NameScore {
  const judged = judgeFrames(frames, labels);
  const appearances = findAppearances(judged);
  const isEnrolled = (name: string): boolean => enrolled.some((one) => isNamedAs(asNamed(one), name));
  const asked = appearances.filter(({ name }) => isEnrolled(name));
  const people = Object.fromEntries(
    [...groupBy(appearances, ({ name }) => name)].map(([name, own]) => [
      name,
      scorePerson(name, own, isEnrolled(name), identities),
    ]),
  );
  const persons = Object.values(people);
  const nameless = judged.flatMap((frame) => frame.nameless);
  const shared = countShared(appearances, identities);
  const clear = asked.map((one) => ({ name: one.name, faces: clearFaces(one) }));
  return {
    nameChanges: sum(persons.map((one) => one.nameChanges)),
    idSwitches: sum(persons.map((one) => one.idSwitches)) + shared,
    wrongNameFrames:
      sum(persons.map((one) => one.wrongNameFrames)) +
      nameless.filter(({ verdict }) => verdict.kind === 'named').length,
    namedFrames: sum(persons.map((one) => one.namedFrames)),
    medianFramesToName: finite(median(asked.map(framesToName))),
    detectedFrames: sum(clear.map(({ faces }) => faces.length)),
    namedShare: shareNamed(clear),
    namedShareAfterTen: shareNamed(
      clear.map(({ name, faces }) => ({ name, faces: faces.slice(GRACE_FRAMES) })),
    ),
    namedShareAfterFirstTen: shareNamed(
      [...groupBy(clear, ({ name }) => name)].map(([name, own]) => ({
        name,
        faces: own.flatMap(({ faces }) => faces).slice(GRACE_FRAMES),
      })),
    ),
    maybeFrames: frames.flatMap(({ faces }) => faces).filter(({ verdict }) => verdict.kind === 'maybe')
      .length,
    nameLosses: sum(asked.map(countLosses)),
    appearances: asked.length,
    namedAppearances: asked.filter(isNamedAtLast).length,
    sharedPersons: shared,
    people,
  };
}

function scorePerson(
  name: string,
  own: readonly Appearance[],
  isEnrolled: boolean,
  { settledOf }: Identities,
): PersonScore {
  const faces = own.flatMap(allFaces);
  const clear = own.flatMap(clearFaces);
  return {
    isEnrolled,
    detectedFrames: clear.length,
    namedFrames: clear.filter(({ verdict }) => isNamedAs(verdict, name)).length,
    wrongNameFrames: faces.filter(({ verdict }) => verdict.kind === 'named' && !isNamedAs(verdict, name))
      .length,
    maybeFrames: clear.filter(({ verdict }) => verdict.kind === 'maybe').length,
    idSwitches: countChanges(faces.flatMap((face) => settledOf(face) ?? [])),
    nameChanges: countChanges(namesOf(faces)),
    framesToName: isEnrolled ? own.map((one) => finite(framesToName(one))) : [],
  };
}

/** Without labels a person is whoever the product takes for one. */
function scoreUnlabelled(frames: readonly EvaluatedFrame[], identities: Identities): NameScore {
  const faces = frames.flatMap((frame) => frame.faces);
  const persons = [...groupBy(faces, identities.lastOf).values()];
  const named = persons.filter((own) => namesOf(own).length > 0);
  const namedFrames = sum(named.map((own) => namesOf(own).length));
  const toName = named.map((own) => own.findIndex(({ verdict }) => verdict.kind === 'named') + 1);
  return {
    nameChanges: sum(persons.map((own) => countChanges(namesOf(own)))),
    idSwitches: countImpossible(frames, identities),
    wrongNameFrames: namedFrames === 0 ? 0 : null,
    namedFrames,
    medianFramesToName: finite(median(toName)),
    detectedFrames: faces.length,
    namedShare: null,
    namedShareAfterTen: null,
    namedShareAfterFirstTen: null,
    maybeFrames: faces.filter(({ verdict }) => verdict.kind === 'maybe').length,
    nameLosses: 0,
    appearances: persons.length,
    namedAppearances: named.length,
    sharedPersons: 0,
    people: {},
  };
}

/** Detected frames up to and with the first that bears the name; Infinity for never. */
function framesToName(appearance: Appearance): number {
  const at = clearFaces(appearance).findIndex(({ verdict }) => isNamedAs(verdict, appearance.name));
  return at < 0 ? Infinity : at + 1;
}

function isNamedAtLast(appearance: Appearance): boolean {
  const last = clearFaces(appearance).at(-1);
  return last !== undefined && isNamedAs(last.verdict, appearance.name);
}

/** How often a right name went away while the face stayed. */
function countLosses(appearance: Appearance): number {
  const isNamed = clearFaces(appearance).map(({ verdict }) => isNamedAs(verdict, appearance.name));
  return isNamed.filter((one, index) => !one && isNamed[index - 1] === true).length;
}

/** Numbers of the product that stand for more than one labelled person: how many too many. */
function countShared(appearances: readonly Appearance[], { settledOf }: Identities): number {
  const frames = new Map<number, Map<string, number>>();
  for (const appearance of appearances) {
    for (const person of allFaces(appearance).flatMap((face) => settledOf(face) ?? [])) {
      const owners = frames.get(person) ?? new Map<string, number>();
      owners.set(appearance.name, (owners.get(appearance.name) ?? 0) + 1);
      frames.set(person, owners);
    }
  }
  const owners = [...frames.values()].map(
    (counts) => [...counts.values()].filter((count) => count >= MIN_TRACK_FRAMES).length,
  );
  return sum(owners.map((count) => Math.max(0, count - 1)));
}

interface NamedFaces {
  readonly name: string;
  readonly faces: readonly SeenFace[];
}

function shareNamed(lists: readonly NamedFaces[]): number | null {
  const all = lists.flatMap(({ name, faces }) => faces.map(({ verdict }) => isNamedAs(verdict, name)));
  return all.length === 0 ? null : rounded(all.filter(Boolean).length / all.length);
}

function namesOf(faces: readonly SeenFace[]): string[] {
  return faces.flatMap(({ verdict }) => (verdict.kind === 'named' ? [verdict.name] : []));
}

function asNamed(name: string): { kind: 'named'; anchorId: string; name: string } {
  return { kind: 'named', anchorId: '', name };
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
