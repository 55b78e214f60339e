/** @file Whether the gallery speaks against a name: nearest to somebody else, unlike its own, or alike. */
import { describe, expect, test } from 'vitest';
import { freeName, judgeLikeness } from '../../../../src/core/enrollment/resemblance.ts';
import type { Gallery } from '../../../../src/core/gallery/gallery.ts';
import { limitsFor } from '../../../../src/core/matching/limits.ts';
import { galleryOf } from '../../faces.ts';

/** Named within 1, another face beyond 1.08, alike within 1.188. */
const limits = limitsFor({ strictMaxDistance: 0.8, maxDistance: 1, lenientMaxDistance: 1.2 }, 0.5);
const gallery = galleryOf({ Mira: [[0]], Anna: [[3]] });
const at = (...numbers: number[]) => numbers.map((x) => ({ embedding: Float32Array.of(x), quality: 0.8 }));

const mira = { anchorId: 'mira', name: 'Mira' };
const anna = { anchorId: 'anna', name: 'Anna' };

describe('judgeLikeness', () => {
  test.for([
    ['a stranger under a new name', at(10), 'Zoe', undefined, undefined],
    ['somebody known under a new name', at(0.9), 'Zoe', { kind: 'known', other: mira }, mira],
    ['just beyond the limit for a name', at(1.01), 'Zoe', undefined, mira],
    ['just not alike', at(1.2), 'Zoe', undefined, undefined],
    ['under its own name', at(0.9), 'Mira', undefined, undefined],
    ['under its own name in capitals', at(0.9), 'MIRA', undefined, undefined],
    ['somebody known under the name of somebody else', at(0.9), 'Anna', { kind: 'known', other: mira }, mira],
    ['a stranger under a name that is taken', at(10), 'Anna', { kind: 'unlike', own: anna }, undefined],
    ['between two, nearer to its own', at(1.6), 'Anna', { kind: 'unlike', own: anna }, undefined],
    ['an unusual view of its own', at(4.1), 'Anna', undefined, undefined],
  ] as const)('%s', ([, looks, name, doubt, lookAlike]) => {
    expect(judgeLikeness(looks, { name }, gallery, limits)).toEqual({ doubt, lookAlike });
  });

  test('the anchor that was chosen counts, whatever its name', () => {
    expect(judgeLikeness(at(0.9), { name: 'x', anchorId: 'mira' }, gallery, limits).doubt).toBeUndefined();
    expect(judgeLikeness(at(10), { name: 'x', anchorId: 'mira' }, gallery, limits).doubt?.kind).toBe(
      'unlike',
    );
  });

  test('nearer to its own than to somebody else nobody is asked, however near both are', () => {
    const twins = galleryOf({ Mira: [[0]], Anna: [[0.5]] });
    expect(judgeLikeness(at(0.3), { name: 'Anna' }, twins, limits)).toEqual({
      doubt: undefined,
      lookAlike: mira,
    });
  });

  test('two anchors of one name are one person', () => {
    const two: Gallery = {
      ...gallery,
      entries: gallery.entries.map((entry) => ({ ...entry, name: 'Mira' })),
    };
    expect(judgeLikeness(at(0.5), { name: 'Mira' }, two, limits)).toEqual({
      doubt: undefined,
      lookAlike: undefined,
    });
  });

  test('an anchor with a limit of its own is asked about within that', () => {
    const narrow: Gallery = {
      ...gallery,
      entries: gallery.entries.map((entry) => ({ ...entry, maxDistance: 0.5 })),
    };
    expect(judgeLikeness(at(0.9), { name: 'Zoe' }, narrow, limits)).toEqual({
      doubt: undefined,
      lookAlike: mira,
    });
  });

  test('nobody is in one picture twice: whom another face is named after is told of, not asked about', () => {
    const elsewhere = new Set(['mira']);
    expect(judgeLikeness(at(0.9), { name: 'Zoe' }, gallery, limits, elsewhere)).toEqual({
      doubt: undefined,
      lookAlike: mira,
    });
    const twins = galleryOf({ Mira: [[0]], Anna: [[0.5]] });
    expect(judgeLikeness(at(0.1), { name: 'Zoe' }, twins, limits, elsewhere).doubt).toEqual({
      kind: 'known',
      other: anna,
    });
  });

  test('all looks count, not the nearest one', () => {
    expect(
      judgeLikeness(at(0.5, 2.5), { name: 'Zoe' }, galleryOf({ Mira: [[0]] }), limits).doubt,
    ).toBeUndefined();
  });

  test('an empty gallery, and an anchor without pictures, say nothing', () => {
    const nothing = { doubt: undefined, lookAlike: undefined };
    expect(judgeLikeness(at(0), { name: 'Zoe' }, galleryOf({}), limits)).toEqual(nothing);
    expect(judgeLikeness(at(0), { name: 'Anna' }, galleryOf({ Anna: [] }), limits)).toEqual(nothing);
  });
});

describe('freeName', () => {
  test('counts from two, over names that are taken', () => {
    expect(freeName('Anna', ['Anna'])).toBe('Anna 2');
    expect(freeName('Anna', ['Anna', 'ANNA 2', 'Anna 3'])).toBe('Anna 4');
  });

  test('stays a name of its own where long names are cut', () => {
    const long = 'M'.repeat(60);
    expect(freeName(long, [long])).toBe(`${'M'.repeat(58)} 2`);
  });
});
