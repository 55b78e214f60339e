/** @file People who left: how many, with what, and what was said of them. */
import { describe, expect, test } from 'vitest';
import { PeopleMemory } from '../../../../src/recognition/pipeline/people-memory.ts';
import {
  newTrackState,
  type TrackLook,
  type TrackState,
} from '../../../../src/recognition/pipeline/track-state.ts';

const crop = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
const look: TrackLook = { modelId: 'compact', embedding: Float32Array.of(0), quality: 0.9, crop };

function seen(person: number, changes: Partial<TrackState> = {}): TrackState {
  const state = newTrackState(person);
  const evidence = { ...state.evidence, looks: [look] };
  return { ...state, evidence, latest: look, kept: [look], ...changes };
}

const peopleIn = (memory: PeopleMemory) => memory.absent(new Set()).map(({ person }) => person);

describe('remember', () => {
  test('whoever was never seen well takes no place', () => {
    const memory = new PeopleMemory();
    memory.remember(1, newTrackState(1));
    expect(peopleIn(memory)).toEqual([]);
  });

  test('a person who left twice is known by the last time', () => {
    const memory = new PeopleMemory();
    memory.remember(1, seen(1));
    memory.remember(5, seen(1, { kept: [look, look] }));
    expect(memory.absent(new Set())).toMatchObject([{ track: 5, person: 1 }]);
    expect(memory.personOf(5)).toBe(1);
  });

  test('of a person who left twice the last looks are kept, whichever track is asked for', () => {
    const memory = new PeopleMemory();
    memory.remember(1, seen(1));
    memory.remember(5, seen(1, { kept: [look, look] }));
    expect(memory.keptLooks(1)).toHaveLength(2);
    expect(memory.keptLooks(5)).toHaveLength(2);
  });

  test('who left a second time with nothing new keeps the looks of the first', () => {
    const memory = new PeopleMemory();
    memory.remember(1, seen(1));
    memory.remember(5, seen(1, { kept: [] }));
    expect(memory.keptLooks(1)).toEqual([look]);
    expect(memory.keptLooks(5)).toEqual([look]);
  });

  test('who comes and goes takes the place of one', () => {
    const memory = new PeopleMemory();
    memory.remember(1, seen(1));
    for (let track = 2; track <= 20; track++) memory.remember(track, seen(2));
    expect(memory.keptLooks(1)).toEqual([look]);
  });

  test('whoever is in the picture is not absent', () => {
    const memory = new PeopleMemory();
    memory.remember(1, seen(1));
    memory.remember(2, seen(2));
    expect(memory.absent(new Set([1])).map(({ person }) => person)).toEqual([2]);
  });

  test('sixty people are known again, the last twelve can be enrolled', () => {
    const memory = new PeopleMemory();
    for (let track = 1; track <= 70; track++) memory.remember(track, seen(track));
    expect(peopleIn(memory)).toEqual(Array.from({ length: 60 }, (_, index) => index + 11));
    expect([58, 59].map((track) => memory.keptLooks(track).length)).toEqual([0, 1]);
  });
});

test('unbar takes back what was said of a person, on every track', () => {
  const memory = new PeopleMemory();
  memory.remember(1, seen(1, { barred: new Set(['ann', 'bob']) }));
  memory.remember(2, seen(2, { barred: new Set(['ann']) }));
  expect(memory.unbar(1, 'ann')).toBe(true);
  expect(memory.unbar(1, 'ann')).toBe(false);
  expect(memory.absent(new Set()).map(({ barred }) => [...barred])).toEqual([['bob'], ['ann']]);
});

test('keepOnly forgets who was seen by another network', () => {
  const memory = new PeopleMemory();
  memory.remember(1, seen(1));
  memory.remember(2, seen(2, { latest: { ...look, modelId: 'facenet' } }));
  memory.keepOnly('facenet');
  expect(peopleIn(memory)).toEqual([2]);
});
