/** @file Parts of a configuration: how large, how they come together, and what one bad record costs. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS, type Configuration } from '../../../src/protocol/background-messages.ts';
import {
  PartGatherer,
  readPart,
  splitConfiguration,
  type ConfigurationPart,
} from '../../../src/protocol/configuration-parts.ts';

const MIB = 2 ** 20;

function anchorOf(index: number, length = 2) {
  const embeddings = { compact: new Float32Array(length).fill(index) };
  const samples = [{ sampleId: `s${String(index)}`, embeddings }];
  return { anchorId: `a${String(index)}`, name: `Person ${String(index)}`, isNeverNamed: false, samples };
}

function rejectionOf(index: number) {
  return {
    correctionId: `c${String(index)}`,
    anchorId: 'a0',
    name: 'Person 0',
    embeddings: { compact: Float32Array.of(index) },
  };
}

function configurationOf(people: number, rejected = 0, length?: number, revision = 1): Configuration {
  return {
    revision,
    settings: DEFAULT_SETTINGS,
    activeModelId: null,
    anchors: Array.from({ length: people }, (_, index) => anchorOf(index, length)),
    rejections: Array.from({ length: rejected }, (_, index) => rejectionOf(index)),
  };
}

/** As they are received. */
function gather(parts: readonly ConfigurationPart[], gatherer = new PartGatherer()) {
  return parts.map((part) => {
    const read = readPart(structuredClone(part));
    if (read === undefined) throw new Error('refused');
    return gatherer.add(read);
  });
}

describe('splitting', () => {
  test('a small one is one part, which says nothing of parts', () => {
    const configuration = configurationOf(3, 2);
    expect(splitConfiguration(configuration)).toEqual([configuration]);
    expect(splitConfiguration(configurationOf(0))).toEqual([configurationOf(0)]);
  });

  test('many records, and many bytes, are several parts that come together as they were', () => {
    for (const configuration of [configurationOf(4500, 4001), configurationOf(3000, 1, 1024)]) {
      const parts = splitConfiguration(configuration);
      expect(parts.length).toBeGreaterThan(2);
      const gathered = gather(parts);
      expect(gathered.slice(0, -1).every((whole) => whole === undefined)).toBe(true);
      const whole = gathered.at(-1);
      expect(whole?.unreadable).toBe(0);
      // Compared in full, millions of numbers take a quarter of a minute.
      expect(whole?.configuration.rejections).toEqual(configuration.rejections);
      const outline = ({ anchors }: Configuration) =>
        anchors.map(({ anchorId, samples }) => [anchorId, samples[0]?.embeddings['compact']?.at(-1)]);
      expect(outline(whole?.configuration ?? configurationOf(0))).toEqual(outline(configuration));
    }
  });

  test('no part comes near the limit of a message', () => {
    const sizes = splitConfiguration(configurationOf(6000, 0, 1024)).map(({ anchors }) =>
      anchors
        .flatMap(({ samples }) => samples)
        .reduce((sum, { embeddings }) => sum + (embeddings['compact']?.byteLength ?? 0), 0),
    );
    expect(Math.max(...sizes)).toBeLessThan(8 * MIB);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(6000 * 4096);
  });
});

describe('gathering', () => {
  const parts = splitConfiguration(configurationOf(5000));

  test('takes parts in any order, and a newer revision instead', () => {
    expect(gather(parts.toReversed()).at(-1)?.configuration.anchors).toHaveLength(5000);
    const gatherer = new PartGatherer();
    gather(parts.slice(1), gatherer);
    const newer = splitConfiguration(configurationOf(4001, 0, 2, 2));
    expect(gather(newer, gatherer).at(-1)?.configuration.anchors).toHaveLength(4001);
    expect(gather(parts, gatherer).every((whole) => whole === undefined)).toBe(true);
  });

  test.for([
    ['an unknown key', { note: 1 }],
    ['no revision', { revision: undefined }],
    ['a part beyond the last', { part: { index: 3, of: 3 } }],
    ['too many parts', { part: { index: 0, of: 1001 } }],
    ['too many records', { anchors: Array.from({ length: 2001 }, () => anchorOf(0)) }],
  ])('refuses %s', ([, change]) => {
    expect(readPart({ ...configurationOf(1), ...(change as object) })).toBeUndefined();
  });
});

test.for<[string, unknown]>([
  ['a name that is too long', { ...anchorOf(1), name: 'x'.repeat(201) }],
  ['an embedding that is not finite', anchorOf(NaN)],
  ['an unknown key', { ...anchorOf(1), cropUrl: 'data:image/png,' }],
  ['nothing at all', null],
  ['too many samples', { ...anchorOf(1), samples: Array.from({ length: 65 }, () => anchorOf(1).samples[0]) }],
])('%s is left out and counted, and the others arrive', ([, record]) => {
  const read = readPart({ ...configurationOf(2, 1), anchors: [anchorOf(0), record, anchorOf(2)] });
  expect(read?.anchors.map(({ name }) => name)).toEqual(['Person 0', 'Person 2']);
  expect(read?.unreadable).toBe(1);
  expect(readPart({ ...configurationOf(1), rejections: [rejectionOf(0), {}] })).toMatchObject({
    unreadable: 1,
    rejections: [{ correctionId: 'c0' }],
  });
});
