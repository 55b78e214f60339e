/** @file Studies of small galleries at once, of large ones in a worker: what holds meanwhile, and what puts an end to one. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { entryOf, type Gallery, type GalleryEntry } from '../../../src/core/gallery/gallery.ts';
import { NO_STUDY, planStudy, studyGallery } from '../../../src/core/matching/study-gallery.ts';
import { GalleryStudies } from '../../../src/offscreen/gallery-studies.ts';
import { StudierAtHand } from './studier.ts';

const bounds = { lookAlike: 0.55, nearest: 0.5 };
const LARGE = 300;

let opened: StudierAtHand[];
let onStudied: ReturnType<typeof vi.fn<() => void>>;
let studies: GalleryStudies;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  opened = [];
  onStudied = vi.fn<() => void>();
  studies = new GalleryStudies(onStudied, () => {
    const studier = new StudierAtHand();
    opened.push(studier);
    return studier;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** In pairs of look-alikes: 0.5 apart, and 1 to the next pair. */
function people(count: number): GalleryEntry[] {
  return Array.from({ length: count }, (_, index) =>
    entryOf(`a${String(index)}`, `Person ${String(index)}`, [
      Float32Array.of(index * 0.75 + (index % 2 === 0 ? 0.25 : 0), 0),
    ]),
  );
}

function galleryOf(revision: number, entries: readonly GalleryEntry[], modelId = 'compact'): Gallery {
  return { revision, modelId, metric: 'euclidean', entries };
}

const ofAll = (entries: readonly GalleryEntry[], within = bounds) => studyGallery(planStudy(entries, within));
const latest = (): StudierAtHand => {
  const studier = opened.at(-1);
  if (studier === undefined) throw new Error('no worker was opened');
  return studier;
};
/** Lets what waits for an answer that is there go on. */
const settle = () => vi.advanceTimersByTimeAsync(0);

test('a small gallery is studied at once, without a worker', () => {
  expect(studies.of(galleryOf(1, people(20)), bounds)).toEqual(ofAll(people(20)));
  expect(opened).toEqual([]);
  expect(onStudied).not.toHaveBeenCalled();
});

test('a large one is studied in the worker, and the study before it holds meanwhile', async () => {
  const large = galleryOf(2, people(LARGE));
  const before = studies.of(galleryOf(1, people(20)), bounds);
  expect(studies.of(large, bounds)).toBe(before);
  // Asked again and again, as with each face that is met.
  expect(studies.of(large, bounds)).toBe(before);
  latest().finish();
  await settle();
  expect(onStudied).toHaveBeenCalledTimes(1);
  expect(studies.of(large, bounds)).toEqual(ofAll(large.entries));
  expect(latest().asked).toHaveLength(1);
});

test('the worker gets numbers only', () => {
  studies.of(galleryOf(1, people(LARGE)), bounds);
  const [asked] = latest().asked;
  expect(asked?.rows.values).toHaveLength(LARGE * 2);
  expect(JSON.stringify(asked)).not.toMatch(/Person|a1/u);
});

test('one more anchor is compared with all others, which are not compared again', async () => {
  studies.of(galleryOf(1, people(LARGE)), bounds);
  latest().finish();
  await settle();
  studies.of(galleryOf(2, people(LARGE + 1)), bounds);
  expect(latest().asked).toHaveLength(2);
  expect(
    latest()
      .asked.at(-1)
      ?.isKnown.filter((known) => known === 0),
  ).toHaveLength(1);
  latest().finish();
  await settle();
  expect(studies.of(galleryOf(2, people(LARGE + 1)), bounds)).toEqual(ofAll(people(LARGE + 1)));
});

describe('a study under way', () => {
  test('ends when the gallery has become small, though the bounds are others then', async () => {
    studies.of(galleryOf(1, people(LARGE)), { ...bounds, lookAlike: 0.49 });
    const few = people(10);
    expect(studies.of(galleryOf(2, few), bounds)).toEqual(ofAll(few));
    expect(latest().isClosed).toBe(true);
    latest().finish();
    await settle();
    expect(onStudied).not.toHaveBeenCalled();
    expect(studies.of(galleryOf(2, few), bounds)).toEqual(ofAll(few));
    expect(opened).toHaveLength(1);
  });

  test('ends for that of a newer large gallery', async () => {
    studies.of(galleryOf(1, people(LARGE)), bounds);
    const [first] = opened;
    studies.of(galleryOf(2, people(LARGE + 10)), bounds);
    expect(first?.isClosed).toBe(true);
    expect(opened).toHaveLength(2);
    latest().finish();
    await settle();
    expect(studies.of(galleryOf(2, people(LARGE + 10)), bounds)).toEqual(ofAll(people(LARGE + 10)));
    expect(onStudied).toHaveBeenCalledTimes(1);
  });

  test('goes on when a newer gallery holds the same people', async () => {
    studies.of(galleryOf(1, people(LARGE)), bounds);
    studies.of(galleryOf(2, people(LARGE)), bounds);
    expect(opened).toHaveLength(1);
    latest().finish();
    await settle();
    expect(studies.of(galleryOf(2, people(LARGE)), bounds).anchors).toBe(LARGE);
    expect(latest().asked).toHaveLength(1);
  });

  test('lets that for another model wait', async () => {
    studies.of(galleryOf(1, people(LARGE)), bounds);
    expect(studies.of(galleryOf(1, people(LARGE), 'facenet'), bounds)).toBe(NO_STUDY);
    expect(latest().asked).toHaveLength(1);
    latest().finish();
    await settle();
    expect(latest().asked).toHaveLength(2);
    latest().finish();
    await settle();
    expect(onStudied).toHaveBeenCalledTimes(2);
    for (const modelId of ['compact', 'facenet'])
      expect(studies.of(galleryOf(1, people(LARGE), modelId), bounds).anchors).toBe(LARGE);
    expect(opened).toHaveLength(1);
  });
});

test('a crash harms nothing: the study before holds, and the next gallery is tried again', async () => {
  const before = studies.of(galleryOf(1, people(20)), bounds);
  studies.of(galleryOf(2, people(LARGE)), bounds);
  latest().crash();
  await settle();
  expect(latest().isClosed).toBe(true);
  expect(studies.of(galleryOf(2, people(LARGE)), bounds)).toBe(before);
  expect(opened).toHaveLength(1);
  expect(studies.of(galleryOf(3, people(LARGE)), bounds)).toBe(before);
  expect(opened).toHaveLength(2);
  latest().finish();
  await settle();
  expect(studies.of(galleryOf(3, people(LARGE)), bounds).anchors).toBe(LARGE);
});

test('the worker is closed when it has had nothing to do for a while, and opened again', async () => {
  studies.of(galleryOf(1, people(LARGE)), bounds);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(latest().isClosed).toBe(false);
  latest().finish();
  await settle();
  expect(latest().isClosed).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(latest().isClosed).toBe(true);
  studies.of(galleryOf(2, people(LARGE + 1)), bounds);
  expect(opened).toHaveLength(2);
  expect(latest().asked).toHaveLength(1);
});
