/**
 * @file Judges what the overlay showed by what was in the picture. Pure.
 *
 * [Note: When a name is right]
 * - A box belongs to a person when its centre lies within that person's true box; among several, to the nearest.
 * - The overlay answers about a frame that is a moment old. So the truth is looked up at the time of the update and at
 *   every moment up to LATENCY_MS before it, and a name is right when any of these explains it. Later than that a
 *   name left behind on another face, or on no face, is wrong.
 * - A person's appearance begins when at least half of the face is in the picture, when a cut moves it to a place
 *   that does not touch the old one, or when the person is enrolled. What is said about people in their first
 *   SETTLE_MS is counted apart: "settled" leaves it out.
 * - A face counts as detected when a box belongs to it, whatever the box says.
 */
import type { ShownFace } from './scenes.ts';
import type { Box } from './truth.ts';

export interface OverlayFace {
  state: 'named' | 'maybe' | 'unknown' | 'pending';
  /** What the label says; empty when it says nothing. */
  name: string;
  /** CSS pixels in the viewport, as is the picture. */
  rect: Box;
}

/** What the overlay showed from a moment on. */
export interface OverlayFrame {
  timeMs: number;
  /** The video's picture. */
  picture: Box;
  faces: readonly OverlayFace[];
}

/** What the video showed from a moment on. */
export interface TruthMoment {
  timeMs: number;
  faces: readonly ShownFace[];
}

export interface EnrolledPerson {
  /** As the truth calls the person. */
  person: string;
  /** As the label should. */
  name: string;
  /** When the enrolment ended. */
  sinceMs: number;
}

export interface NameScore {
  /** Updates that showed the name. */
  frames: number;
  /** Those in which it stood on another face, or on none. */
  wrongFrames: number;
  /** Updates with a box on this person's face, and those with the right name on it. */
  detectedFrames: number;
  namedFrames: number;
  settledDetectedFrames: number;
  settledNamedFrames: number;
  /** 0..1; 1 when there was nothing to name. */
  namedShare: number;
  settledNamedShare: number;
}

export interface OverlayScore {
  names: Record<string, NameScore>;
  /** Updates with at least one box that says "unknown". */
  unknownFrames: number;
  /** Updates with at least one wrong name. */
  wrongNameFrames: number;
  /** Those with a wrong name that no one's first second excuses: neither the named nor the boxed person's. */
  settledWrongNameFrames: number;
  /** Updates with at least one box on no face at all. */
  strayFrames: number;
  /** Updates by wrong name and whose face bore it, as "Clara on Helen". */
  mistakes: Record<string, number>;
  /** Updates of the overlay per second. */
  boxesPerSecond: number;
}

/** An overlay is live when it lags less than this; the eye notices more. */
export const LATENCY_MS = 250;
/** An enrolled face may be nameless this long: it has to be seen, followed and compared first. */
export const SETTLE_MS = 1000;
/** From here on a face at the edge counts as being there. */
const MIN_VISIBLE = 0.5;

/**
 * @param frames oldest first
 * @param truth oldest first; should begin LATENCY_MS before the frames, and for exact appearances SETTLE_MS
 */
export function scoreOverlay(
  frames: readonly OverlayFrame[],
  truth: readonly TruthMoment[],
  enrolled: readonly EnrolledPerson[],
): OverlayScore {
  const people = enrolled.map((entry) => ({ ...entry, starts: listAppearanceStarts(truth, entry) }));
  const isSettling = (person: string, timeMs: number): boolean =>
    people.some(
      (entry) => entry.person === person && entry.starts.some((start) => isWithin(timeMs, start, SETTLE_MS)),
    );
  const names: Record<string, NameScore> = {};
  const scoreOf = (name: string): NameScore => (names[name] ??= makeNameScore());
  for (const { name } of people) scoreOf(name);
  const mistakes: Record<string, number> = {};
  const total = { unknownFrames: 0, wrongNameFrames: 0, settledWrongNameFrames: 0, strayFrames: 0 };

  for (const frame of frames) {
    const moments = sliceTruth(truth, frame.timeMs - LATENCY_MS, frame.timeMs);
    const judged = frame.faces.map((face) => judgeFace(face, frame.picture, moments, people));
    const wrong = judged.filter(({ isWrong }) => isWrong);

    if (frame.faces.some(({ state }) => state === 'unknown')) total.unknownFrames += 1;
    if (judged.some(({ person }) => person === undefined)) total.strayFrames += 1;
    if (wrong.length > 0) total.wrongNameFrames += 1;
    for (const { shownName = '', person = 'nobody' } of wrong) {
      const mistake = `${shownName} on ${person}`;
      mistakes[mistake] = (mistakes[mistake] ?? 0) + 1;
    }
    const isExcused = (face: JudgedFace): boolean =>
      isSettling(face.person ?? '', frame.timeMs) || isSettling(face.namedPerson ?? '', frame.timeMs);
    if (wrong.some((face) => !isExcused(face))) total.settledWrongNameFrames += 1;

    for (const name of new Set(judged.flatMap((face) => face.shownName ?? []))) {
      scoreOf(name).frames += 1;
      if (wrong.some((face) => face.shownName === name)) scoreOf(name).wrongFrames += 1;
    }
    for (const { person, name, sinceMs } of people) {
      const own = judged.filter((face) => face.person === person);
      if (own.length === 0 || frame.timeMs < sinceMs) continue;
      const isNamed = own.some((face) => face.shownName === name && !face.isWrong) ? 1 : 0;
      const isSettled = isSettling(person, frame.timeMs) ? 0 : 1;
      const score = scoreOf(name);
      score.detectedFrames += 1;
      score.namedFrames += isNamed;
      score.settledDetectedFrames += isSettled;
      score.settledNamedFrames += isSettled * isNamed;
    }
  }
  for (const score of Object.values(names)) {
    score.namedShare = share(score.namedFrames, score.detectedFrames);
    score.settledNamedShare = share(score.settledNamedFrames, score.settledDetectedFrames);
  }
  return { names, ...total, mistakes, boxesPerSecond: measureRate(frames) };
}

/**
 * For each appearance that began within the frames, the ms until the right name stood on the face. An appearance that
 * ended nameless, or was cut off by the end of the watch, counts from its start to its end only when it lasted SETTLE_MS.
 */
export function nameDelays(
  frames: readonly OverlayFrame[],
  truth: readonly TruthMoment[],
  enrolled: readonly EnrolledPerson[],
): number[] {
  const endMs = frames.at(-1)?.timeMs ?? 0;
  const firstMs = frames[0]?.timeMs ?? 0;
  return enrolled.flatMap((entry) => {
    const starts = listAppearanceStarts(truth, entry).filter(
      (start) => start !== entry.sinceMs && start > firstMs,
    );
    return starts.flatMap((start, index) => {
      const until = starts[index + 1] ?? endMs;
      const named = frames.find(
        (frame) =>
          frame.timeMs >= start &&
          frame.timeMs < until &&
          frame.faces.some((face) => {
            const moments = sliceTruth(truth, Math.max(start, frame.timeMs - LATENCY_MS), frame.timeMs);
            const judged = judgeFace(face, frame.picture, moments, [entry]);
            return judged.namedPerson === entry.person && !judged.isWrong;
          }),
      );
      if (named !== undefined) return [named.timeMs - start];
      return until - start > SETTLE_MS ? [until - start] : [];
    });
  });
}

interface JudgedFace {
  /** Whose face it is; `undefined` for nobody's. */
  person: string | undefined;
  shownName: string | undefined;
  /** Whom the shown name stands for. */
  namedPerson: string | undefined;
  isWrong: boolean;
}

function judgeFace(
  face: OverlayFace,
  picture: Box,
  moments: readonly TruthMoment[],
  people: readonly EnrolledPerson[],
): JudgedFace {
  const candidates = listPeopleAt(findCentre(face.rect, picture), moments);
  if (face.state !== 'named') {
    return { person: candidates[0], shownName: undefined, namedPerson: undefined, isWrong: false };
  }
  const namedPerson = people.find(({ name }) => name === face.name)?.person;
  const isRight = namedPerson !== undefined && candidates.includes(namedPerson);
  const person = isRight ? namedPerson : candidates[0];
  return { person, shownName: face.name, namedPerson, isWrong: !isRight };
}

/** Everybody who was at that point, the latest first. */
function listPeopleAt(point: Point, moments: readonly TruthMoment[]): string[] {
  const found = moments.toReversed().flatMap(({ faces }) => findPersonAt(point, faces) ?? []);
  return [...new Set(found)];
}

function findPersonAt(point: Point, faces: readonly ShownFace[]): string | undefined {
  let nearest: { person: string; distance: number } | undefined;
  for (const { person, box } of faces) {
    // 0 in the middle of the box and 0.5 at its edges.
    const dx = Math.abs(point.x - box.x - box.width / 2) / box.width;
    const dy = Math.abs(point.y - box.y - box.height / 2) / box.height;
    const distance = Math.hypot(dx, dy);
    if (Math.max(dx, dy) <= 0.5 && distance < (nearest?.distance ?? Infinity)) nearest = { person, distance };
  }
  return nearest?.person;
}

interface Point {
  x: number;
  y: number;
}

/** Normalised to the picture. */
function findCentre(rect: Box, picture: Box): Point {
  return {
    x: (rect.x + rect.width / 2 - picture.x) / picture.width,
    y: (rect.y + rect.height / 2 - picture.y) / picture.height,
  };
}

/** The truth between two times, beginning with what held at the first. */
function sliceTruth(truth: readonly TruthMoment[], fromMs: number, toMs: number): readonly TruthMoment[] {
  const first = countUntil(truth, fromMs) - 1;
  return truth.slice(Math.max(first, 0), countUntil(truth, toMs));
}

/** How many moments are not after a time, by halving: there are thousands. */
function countUntil(truth: readonly TruthMoment[], timeMs: number): number {
  let low = 0;
  let high = truth.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((truth[middle]?.timeMs ?? Infinity) <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function listAppearanceStarts(truth: readonly TruthMoment[], { person, sinceMs }: EnrolledPerson): number[] {
  const starts = [sinceMs];
  let before: Box | undefined;
  for (const { timeMs, faces } of truth) {
    const now = faces.find((face) => face.person === person && face.visible >= MIN_VISIBLE)?.box;
    if (now !== undefined && (before === undefined || !isTouching(now, before))) starts.push(timeMs);
    before = now;
  }
  return starts;
}

function isTouching(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isWithin(timeMs: number, startMs: number, lengthMs: number): boolean {
  return timeMs >= startMs && timeMs < startMs + lengthMs;
}

function makeNameScore(): NameScore {
  return {
    frames: 0,
    wrongFrames: 0,
    detectedFrames: 0,
    namedFrames: 0,
    settledDetectedFrames: 0,
    settledNamedFrames: 0,
    namedShare: 1,
    settledNamedShare: 1,
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function measureRate(frames: readonly OverlayFrame[]): number {
  const first = frames[0];
  const last = frames.at(-1);
  if (first === undefined || last === undefined || last.timeMs <= first.timeMs) return 0;
  return ((frames.length - 1) * 1000) / (last.timeMs - first.timeMs);
}
