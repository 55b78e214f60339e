/**
 * @file What a video run is judged by. Pure.
 *
 * Only `named` is a name; `maybe` is counted apart. Faces and people are counted in face-frames: one face in one frame.
 */
import { endOfFrames, nameSpans, type Span } from '../../src/core/timeline/name-spans.ts';
import type { SeenFace } from '../../src/core/timeline/seen-faces.ts';
import { allFaces, clearFaces, findAppearances, isClear, type Appearance } from './appearances.ts';
import type { EvaluatedFrame } from './frames.ts';
import { MIN_TRACK_FRAMES, countImpossible, readIdentities, type Identities } from './identities.ts';
import { judgeFrames } from './judge-frames.ts';
import type { Labels } from './labels.ts';
import { frameDurationMs, looksPerSecond } from './look-rate.ts';
import { isNamedAs } from './names.ts';
import { countChanges, finite, groupBy, median, rounded, sum } from './numbers.ts';
import {
  countLosses,
  framesToName,
  isNamedAtLast,
  namesOf,
  scorePerson,
  type PersonScore,
  type ShownName,
} from './score-person.ts';

export interface VideoScore {
  readonly frames: number;
  /** Persons, once those who came back are recognised. See: [Note: When a number is settled] */
  readonly tracks: number;
  /** From one name to another on the face of one person, also by way of none. */
  readonly nameChanges: number;
  /** See: [Note: When a number is settled] */
  readonly idSwitches: number;
  /** Null where names were shown and no labels say whether they are right. */
  readonly wrongNameFrames: number | null;
  /** Face-frames with the right name; without labels, with any. */
  readonly namedFrames: number;
  /** Null where nobody was named, or more than half of those who should have been never were. */
  readonly medianFramesToName: number | null;
  /** Looks a second and face, of tracks that have been there for a second. */
  readonly embedsPerSecond: number;
  /** Face-frames of enrolled people that were found and are not hidden in part; without labels, all faces. */
  readonly detectedFrames: number;
  /** Of these, with the right name: all, without the first ten of each appearance, without the first ten of each person. */
  readonly namedShare: number | null;
  readonly namedShareAfterTen: number | null;
  readonly namedShareAfterFirstTen: number | null;
  readonly maybeFrames: number;
  /** Of the wrong ones: names on strangers, and where the labels know nobody. */
  readonly wrongNameFramesUnlabelled: number;
  /** How often a right name went away while the face stayed. */
  readonly nameLosses: number;
  /** Of enrolled people, and those that bear the right name in their last detected frame. */
  readonly appearances: number;
  readonly namedAppearances: number;
  /** Labelled people too many who share a number with another: part of `idSwitches`. */
  readonly sharedPersons: number;
  readonly tracksBeforeReidentification: number;
  readonly fps: number;
  readonly durationS: number;
  /** Labelled people, then names that were shown and that the labels do not know. */
  readonly people: Readonly<Record<string, PersonScore | ShownName>>;
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
    labels === undefined ? scoreUnlabelled(frames, identities) : scoreLabelled(frames, labels, enrolled);
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
): NameScore {
  const judged = judgeFrames(frames, labels);
  const present = judged.flatMap((frame) => frame.people);
  const occluded = new Set(present.flatMap(({ face, isOccluded }) => (isOccluded ? (face ?? []) : [])));
  const identities = readIdentities(frames, (face) => occluded.has(face));
  const appearances = findAppearances(judged);
  const isEnrolled = (name: string): boolean => enrolled.some((one) => isNamedAs(asNamed(one), name));
  const shown = shownNames(frames, [...new Set(appearances.map(({ name }) => name))]);
  const asked = appearances.filter((one) => isEnrolled(one.name) && isClear(one));
  const people = Object.fromEntries(
    [...groupBy(appearances, ({ name }) => name)].map(([name, own]) => [
      name,
      scorePerson(name, own, isEnrolled(name), shown.get(name) ?? [], identities),
    ]),
  );
  const persons = Object.values(people);
  const nameless = judged.flatMap((frame) => frame.nameless);
  const unlabelled = nameless.filter(({ verdict }) => verdict.kind === 'named').length;
  const shared = countShared(appearances, identities);
  const clear = asked.map((one) => ({ name: one.name, faces: clearFaces(one) }));
  return {
    nameChanges: sum(persons.map((one) => one.nameChanges)),
    idSwitches: sum(persons.map((one) => one.idSwitches)) + shared,
    wrongNameFrames: sum(persons.map((one) => one.wrongNameFrames)) + unlabelled,
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
    wrongNameFramesUnlabelled: unlabelled,
    nameLosses: sum(asked.map(countLosses)),
    appearances: asked.length,
    namedAppearances: asked.filter(isNamedAtLast).length,
    sharedPersons: shared,
    people: { ...people, ...withSpans([...shown].filter(([name]) => !Object.hasOwn(people, name))) },
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
    wrongNameFramesUnlabelled: 0,
    nameLosses: 0,
    appearances: persons.length,
    namedAppearances: named.length,
    sharedPersons: 0,
    people: withSpans([...shownNames(frames, [])]),
  };
}

/** @param labelled the spellings that shown names are given in */
function shownNames(
  frames: readonly EvaluatedFrame[],
  labelled: readonly string[],
): ReadonlyMap<string, readonly Span[]> {
  const times = frames.map(({ timeMs }) => timeMs);
  const endMs = endOfFrames(times, frames.at(-1)?.durationMs ?? 0);
  return nameSpans(
    frames,
    endMs,
    (shown) => labelled.find((name) => isNamedAs(asNamed(shown), name)) ?? shown,
  );
}

function withSpans(shown: readonly (readonly [string, readonly Span[]])[]): Record<string, ShownName> {
  return Object.fromEntries(shown.map(([name, spans]) => [name, { spans }]));
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

function asNamed(name: string): { kind: 'named'; anchorId: string; name: string } {
  return { kind: 'named', anchorId: '', name };
}
