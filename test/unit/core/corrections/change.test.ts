/** @file Undoing one change of several: exact where nothing came after, careful where something did. */
import { describe, expect, test } from 'vitest';
import { changeBetween, undoChange } from '../../../../src/core/corrections/change.ts';
import { FaultError } from '../../../../src/core/errors/fault.ts';
import type { Anchor, Sample } from '../../../../src/core/gallery/anchor.ts';
import { repeatableNoise } from '../../pictures.ts';

function sample(id: string): Sample {
  return {
    id,
    enrolledAtMs: 1,
    source: 'tab',
    quality: 0.5,
    cropUrl: 'data:image/png,',
    embeddings: { compact: Float32Array.of(id.length) },
  };
}

function anchor(id: string, ...sampleIds: string[]): Anchor {
  return { id, name: id.toUpperCase(), createdAtMs: 5, isNeverNamed: false, samples: sampleIds.map(sample) };
}

const itself = (id: string): string => id;

/** The gallery after the undoing, by id. */
function undone(
  before: readonly Anchor[],
  after: readonly Anchor[],
  current: readonly Anchor[],
  successorOf: (id: string) => string = itself,
): Record<string, Anchor> {
  const { written, emptied } = undoChange(changeBetween(before, after), current, successorOf);
  const gone = new Set(emptied.map(({ id }) => id));
  const all = [...current, ...written].filter(({ id }) => !gone.has(id));
  return Object.fromEntries(all.map((one) => [one.id, one]));
}

const idsOf = (one: Anchor | undefined): string[] => (one?.samples ?? []).map(({ id }) => id);

describe('changeBetween', () => {
  test('keeps what nobody has any more, whole, and of the rest the outline', () => {
    const [a, b] = [anchor('a', '1', '2'), anchor('b', '3')];
    const change = changeBetween([a, b], [{ ...a, samples: [...b.samples, ...a.samples.slice(1)] }]);
    expect(change.dropped).toEqual([sample('1')]);
    expect(change.before.map(({ id, sampleIds }) => [id, ...sampleIds])).toEqual([
      ['a', '1', '2'],
      ['b', '3'],
    ]);
    expect(change.after).toEqual([
      { id: 'a', name: 'A', createdAtMs: 5, isNeverNamed: false, sampleIds: ['3', '2'] },
    ]);
  });
});

describe('undoChange', () => {
  test('writes nothing where nothing is to be changed', () => {
    const a = anchor('a', '1');
    expect(undoChange(changeBetween([a], [a]), [a], itself)).toEqual({ written: [], emptied: [] });
  });

  test('mutates nothing that it is given', () => {
    const [a, b] = [anchor('a', '1'), anchor('b', '2')];
    const merged = { ...a, samples: [...a.samples, ...b.samples] };
    const change = changeBetween([a, b], [merged]);
    const copy = structuredClone({ change, merged });
    undoChange(change, [merged], itself);
    expect({ change, merged }).toEqual(copy);
  });

  test('leaves others alone', () => {
    const [a, other] = [anchor('a', '1'), anchor('z', '9')];
    const { written } = undoChange(
      changeBetween([a], [{ ...a, name: 'B' }]),
      [{ ...a, name: 'B' }, other],
      itself,
    );
    expect(written).toEqual([a]);
  });

  test('a sample that was moved on, or came to lie elsewhere, is not pulled back', () => {
    const [a, b] = [anchor('a', '1', '2'), anchor('b')];
    const after = [anchor('a', '1'), anchor('b', '2')];
    const current = [anchor('a', '1'), anchor('b'), anchor('c', '2')];
    const result = undone([a, b], after, current);
    expect(idsOf(result['a'])).toEqual(['1']);
    expect(idsOf(result['c'])).toEqual(['2']);
  });

  test('a dropped sample goes to whom its anchor has become part of', () => {
    const a = anchor('a', '1', '2');
    const current = [anchor('b', '1', '7')];
    const result = undone([a], [anchor('a', '1')], current, (id) => (id === 'a' ? 'b' : id));
    expect(idsOf(result['b'])).toEqual(['1', '7', '2']);
    expect(result['a']).toBeUndefined();
  });

  test('a new anchor that nothing is left of is emptied; one with something else in it stays', () => {
    const made = anchor('n', '1');
    expect(undoChange(changeBetween([], [made]), [made], itself).emptied).toMatchObject([{ id: 'n' }]);
    const { written, emptied } = undoChange(changeBetween([], [made]), [anchor('n', '1', '2')], itself);
    expect([idsOf(written[0]), emptied]).toEqual([['2'], []]);
  });

  test('a new anchor that is gone already is no fault', () => {
    expect(undoChange(changeBetween([], [anchor('n', '1')]), [], itself)).toEqual({
      written: [],
      emptied: [],
    });
  });

  test('an anchor that was deleted since is one', () => {
    const a = anchor('a', '1');
    expect(() => undoChange(changeBetween([a], [{ ...a, name: 'B' }]), [], itself)).toThrow(FaultError);
  });

  test('name and wish go back only where they still are as the change left them', () => {
    const a = anchor('a');
    const left = { ...a, name: 'B', isNeverNamed: true };
    expect(undone([a], [left], [{ ...left, name: 'C' }])['a']).toMatchObject({
      name: 'C',
      isNeverNamed: false,
    });
    expect(undone([a], [left], [{ ...left, isNeverNamed: false }])['a']).toMatchObject({ name: 'A' });
  });
});

test('any change, undone at once, leaves everything deep-equal to before', () => {
  const noise = repeatableNoise(7);
  const some = (most: number): number => Math.floor(noise() * most);
  for (let round = 0; round < 300; round++) {
    const ids = Array.from({ length: 1 + some(18) }, (_, index) => `s${String(index)}`);
    const spread = (): Map<string, string[]> => {
      const places = new Map<string, string[]>(['a', 'b', 'c'].map((id) => [id, []]));
      for (const id of ids) places.get(['a', 'b', 'c', 'none'][some(4)] ?? '')?.push(id);
      return places;
    };
    const galleryOf = (places: Map<string, string[]>): Anchor[] =>
      [...places].map(([id, list]) => anchor(id, ...list));
    const before = galleryOf(spread());
    // Only what was there before can be dropped or moved; what was nowhere may be added.
    const after = galleryOf(spread())
      .filter(({ id }) => id === 'a' || noise() < 0.7)
      .map((one) => (noise() < 0.3 ? { ...one, name: 'X', isNeverNamed: true } : one));
    const result = undone(before, after, after);
    expect(Object.values(result).toSorted((x, y) => x.id.localeCompare(y.id))).toEqual(before);
  }
});
