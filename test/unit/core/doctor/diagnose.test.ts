/** @file The gallery doctor: what it finds in small galleries drawn by hand, each finding with its remedy. */
import { describe, expect, test } from 'vitest';
import { diagnose, type Diagnosis, type DoctorLimits } from '../../../../src/core/doctor/diagnose.ts';
import type { Gallery, GalleryEntry } from '../../../../src/core/gallery/gallery.ts';
import { pairAt } from '../../../../src/core/doctor/similarity-table.ts';
import { limitsFor } from '../../../../src/core/matching/limits.ts';
import { galleryOf } from '../../faces.ts';

const thresholds = { strictMaxDistance: 0.9, maxDistance: 1, lenientMaxDistance: 1.1 };
const limits: DoctorLimits = { match: limitsFor(thresholds, 0.5), thresholds };

function run(gallery: Gallery, with_: DoctorLimits = limits): Diagnosis {
  const work = diagnose(gallery, with_);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

function kindsOf(gallery: Gallery): readonly string[] {
  return run(gallery).findings.map(({ kind, anchorIds }) => `${kind} ${anchorIds.join('+')}`);
}

/** With changes to the entry of this name. */
function changed(gallery: Gallery, name: string, change: Partial<GalleryEntry>): Gallery {
  const entries = gallery.entries.map((entry) => (entry.name === name ? { ...entry, ...change } : entry));
  return { ...gallery, entries };
}

/** Three unlike pictures of somebody at `x`, none nearer to another than 0.6 nor farther than 0.8 from the next. */
const at = (x: number, y = 0): number[][] => [
  [x, y],
  [x + 0.6, y],
  [x, y + 0.6],
];

test('nobody, and everybody well', () => {
  expect(run(galleryOf({}))).toMatchObject({ people: 0, samples: 0, findings: [], expectations: [] });
  expect(run(galleryOf({ Ann: [] })).table).toEqual({
    anchorIds: [],
    distances: new Float32Array(),
    sampleIds: [],
    nearest: new Uint8Array(),
  });
  const well = run(galleryOf({ Ann: at(0), Bob: at(5), Cem: at(10) }));
  expect(well.findings).toEqual([]);
  expect(well).toMatchObject({ people: 3, samples: 9, comparedSamples: 9, moreFindings: 0 });
});

describe('a misplaced picture', () => {
  const gallery = galleryOf({ Leo: [...at(0), [5.3, 0.3]], Max: at(5) });

  test('is given back to whom it resembles, or removed', () => {
    expect(run(gallery).findings).toMatchObject([
      {
        kind: 'misplaced',
        severity: 'mistake',
        anchorIds: ['leo', 'max'],
        samples: [{ anchorId: 'leo', sampleId: 'leo/3' }],
        resembled: [{ anchorId: 'max' }],
        remedies: [
          { kind: 'move', anchorId: 'leo', sampleIds: ['leo/3'], toAnchorId: 'max' },
          { kind: 'remove', anchorId: 'leo', sampleIds: ['leo/3'] },
        ],
      },
    ]);
  });

  test('does not make the pictures of its own person look misplaced', () => {
    // Max’s own lie 0.6 apart, and each of them within 0.43 of the stray one.
    expect(kindsOf(gallery)).toEqual(['misplaced leo+max']);
  });

  test('two that came together are one finding, though they resemble each other most', () => {
    const two = galleryOf({ Leo: [...at(0), [5.3, 0.3], [5.3, 0]], Max: at(5) });
    expect(run(two).findings[0]).toMatchObject({
      kind: 'misplaced',
      samples: [{ sampleId: 'leo/4' }, { sampleId: 'leo/3' }],
    });
  });

  test('is none when its own are as near, or nobody is near', () => {
    expect(kindsOf(galleryOf({ Leo: [...at(0), [1.2, 0]], Max: at(2.3) }))).not.toContain(
      'misplaced leo+max',
    );
    expect(kindsOf(galleryOf({ Leo: [...at(0), [3, 0]], Max: at(5) }))).toEqual(['stray leo']);
  });

  test('of two pictures, the other one is not blamed as well', () => {
    const pair = galleryOf({
      Leo: [
        [0, 0],
        [5.3, 0.3],
      ],
      Max: at(5),
    });
    expect(kindsOf(pair)).toEqual(['misplaced leo+max', 'few-pictures leo']);
  });
});

describe('one person twice', () => {
  test('is merged into the one with more pictures', () => {
    const [first, second, third] = at(0);
    const twice = galleryOf({ Sam: [[0.3, 0.3]], Samuel: [first ?? [], second ?? [], third ?? []] });
    expect(run(twice).findings[0]).toMatchObject({
      kind: 'same-person',
      severity: 'mistake',
      anchorIds: ['sam', 'samuel'],
      remedies: [{ kind: 'merge', intoId: 'samuel', fromIds: ['sam'] }, { kind: 'look' }],
    });
  });

  test('and a picture of a third among theirs is still found', () => {
    const found = kindsOf(galleryOf({ Sam: at(0), Samuel: [...at(0.3, 0.3), [2.3, 0.3]], Max: at(2) }));
    expect(found).toEqual(['misplaced samuel+max', 'same-person sam+samuel']);
  });

  test('of one name counts as one already, and is offered as one', () => {
    const gallery = galleryOf({ Ann: at(0), ANN: at(0.3, 0.3) });
    const entries = gallery.entries.map((entry, index) => ({ ...entry, anchorId: `id${String(index)}` }));
    expect(run({ ...gallery, entries }).findings).toMatchObject([
      {
        kind: 'same-name',
        severity: 'tip',
        remedies: [{ kind: 'merge', intoId: 'id0', fromIds: ['id1'] }, {}],
      },
    ]);
  });
});

test('two who can be confused are shown with the share of their pictures, and nobody is moved', () => {
  // Bea’s nearest is 0.8 from Ann’s, the others farther than the limit.
  const gallery = galleryOf({
    Ann: at(0),
    Bea: [
      [1.4, 0],
      [2, 0],
      [2, 0.6],
    ],
  });
  expect(run(gallery).findings).toMatchObject([
    {
      kind: 'look-alike',
      severity: 'risk',
      anchorIds: ['ann', 'bea'],
      confusion: 0,
      remedies: [{ kind: 'look' }, { kind: 'collect' }],
    },
  ]);
  expect(run(gallery).findings[0]?.distance).toBeCloseTo(0.8, 5);
  // A stricter person is told of fewer.
  expect(
    run(gallery, { match: limitsFor({ ...thresholds, strictMaxDistance: 0.65 }, 0), thresholds }).findings,
  ).toEqual([]);
});

test('where the mix-up goes both ways, the two are alike and no picture is to blame', () => {
  const twins = galleryOf({
    Ann: [
      [0, 0],
      [1.4, 0],
      [2.8, 0],
    ],
    Bea: [
      [0.5, 0],
      [1.9, 0],
      [3.3, 0],
    ],
  });
  const found = run(twins).findings;
  expect(found.map(({ kind }) => kind)).not.toContain('misplaced');
});

test('what the person rejected is not kept as a picture', () => {
  const gallery = changed(galleryOf({ Leo: [...at(0), [0.6, 0.7]] }), 'Leo', {
    rejected: [Float32Array.of(0.6, 0.9)],
  });
  expect(run(gallery).findings).toMatchObject([
    {
      kind: 'contradicted',
      severity: 'mistake',
      samples: [{ sampleId: 'leo/3' }],
      remedies: [{ kind: 'remove' }, {}],
    },
  ]);
});

test('a stray picture can be removed; of two that are unlike, nobody knows which', () => {
  const [stray] = run(galleryOf({ Leo: [...at(0), [3, 0]] })).findings;
  expect(stray).toMatchObject({
    kind: 'stray',
    samples: [{ sampleId: 'leo/3' }],
    remedies: [{ kind: 'remove' }, {}],
  });
  const [both] = run(
    galleryOf({
      Leo: [
        [0, 0],
        [3, 0],
      ],
    }),
  ).findings;
  expect(both).toMatchObject({ kind: 'stray', samples: [{}, {}], remedies: [{ kind: 'look' }] });
});

test('copies can go, unless there is nothing else', () => {
  const copied = run(galleryOf({ Ann: [...at(0), [0.1, 0]] })).findings;
  expect(copied).toMatchObject([
    { kind: 'copies', severity: 'tip', samples: [{ sampleId: 'ann/3' }], resembled: [{ sampleId: 'ann/0' }] },
  ]);
  expect(kindsOf(galleryOf({ Ann: [[0], [0.1], [0.2]] }))).toEqual(['one-view ann']);
});

test('too few pictures are one tip for everybody; who is never named needs no more', () => {
  const gallery = galleryOf({ Ann: [[0]], Bob: [[5], [5.7]], Cem: [[10]] });
  expect(kindsOf(changed(gallery, 'Cem', { isNeverNamed: true }))).toEqual(['few-pictures ann+bob']);
});

test('the gravest comes first, and a long list is cut', () => {
  const people = Array.from({ length: 60 }, (_, person) => [
    `p${String(person)}`,
    [
      [10 * person, 0],
      [10 * person + 3, 0],
    ],
  ]);
  const many = run(
    galleryOf(
      Object.fromEntries([...people, ['Leo', [...at(-20), [-39.7, 0.3]]], ['Max', at(-40)]]) as Record<
        string,
        number[][]
      >,
    ),
  );
  expect(many.findings[0]?.kind).toBe('misplaced');
  expect(many.findings).toHaveLength(40);
  expect(many.moreFindings).toBe(22);
});

describe('expected mistakes', () => {
  test('by picture: right, no name, and whose', () => {
    const gallery = galleryOf({ Leo: [...at(0), [5.3, 0.3], [20, 0]], Max: at(5), Cem: [[50, 0]] });
    expect(run(gallery).expectations).toEqual([
      {
        anchorId: 'leo',
        asked: 5,
        right: 3,
        unknown: ['leo/4'],
        wrong: [{ sampleId: 'leo/3', anchorId: 'max' }],
      },
      // Each of Max’s is 0.4 from the one that lies with Leo, and 0.6 from the others.
      expect.objectContaining({ anchorId: 'max', asked: 3 }),
    ]);
  });

  test('who is never named is not asked about', () => {
    const gallery = changed(galleryOf({ Leo: at(0), Max: at(5) }), 'Max', { isNeverNamed: true });
    expect(run(gallery).expectations.map(({ anchorId }) => anchorId)).toEqual(['leo']);
  });
});

test('the table holds each pair’s nearest distance, in an order that puts neighbours side by side', () => {
  const { table } = run(galleryOf({ A: at(0), Far: at(50), B: at(2), C: at(4) }));
  expect(table.anchorIds.join(' ')).toMatch(/^(far )?(a b c|c b a)( far)?$/u);
  const [a = 0, b = 0] = ['a', 'b'].map((id) => table.anchorIds.indexOf(id));
  const pair = pairAt(table, a, b);
  expect(pair?.distance).toBeCloseTo(1.4, 5);
  expect(pair?.sampleIds).toEqual(['a/1', 'b/0']);
  expect(pairAt(table, b, a)?.sampleIds).toEqual(['b/0', 'a/1']);
  expect(pairAt(table, a, a)).toBeUndefined();
});

test('a very large gallery is surveyed, and the figures say so', () => {
  const people = Array.from({ length: 2100 }, (_, person) => [
    `p${String(person)}`,
    [[person * 10], [person * 10 + 0.6]],
  ]);
  const large = run(galleryOf(Object.fromEntries(people) as Record<string, number[][]>));
  expect(large).toMatchObject({ people: 2100, samples: 4200, comparedPeople: 2000, comparedSamples: 4000 });
  expect(large.table.anchorIds).toHaveLength(200);
});

test('it works in steps, and leaves the gallery as it was', () => {
  const gallery = galleryOf({ Leo: at(0), Max: at(5) });
  const work = diagnose(gallery, limits);
  let steps = 0;
  while (work.next().done !== true) steps++;
  expect(steps).toBeGreaterThanOrEqual(12);
  expect(gallery).toEqual(galleryOf({ Leo: at(0), Max: at(5) }));
});
