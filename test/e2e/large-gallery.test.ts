/** @file More people saved than are studied on the recognizer's main thread: what its worker found shows in the settings. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toAnchorRecord } from '../../src/protocol/anchor-record.ts';
import { normal, seeded, type Random } from '../unit/core/matching/synthetic-people.ts';
import { startHarness, type Harness } from './harness.ts';

const PEOPLE = 350;
/** As the package's network gives them: strangers at right angles, two looks at one person much closer. */
const DIMENSION = 512;
const NO_PICTURE = 'data:image/png;base64,';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
});

function drawn(random: Random): Float32Array {
  return Float32Array.from({ length: DIMENSION }, () => normal(random) / Math.sqrt(DIMENSION));
}

function lookAt(face: Float32Array, random: Random): Float32Array {
  const noise = drawn(random);
  return face.map((value, at) => value + 0.3 * (noise[at] ?? 0));
}

/** As they lie in storage: strangers to each other, but for Ann and Mia, who are twins. */
function records(): Record<string, unknown> {
  const random = seeded(7);
  const ann = { name: 'Ann', face: drawn(random) };
  const others = Array.from({ length: PEOPLE - 2 }, (_, index) => ({
    name: `Person ${String(index)}`,
    face: drawn(random),
  }));
  return Object.fromEntries(
    [ann, ...others, { ...ann, name: 'Mia' }].map((one, index) => {
      const id = `anchor-${String(index)}`;
      const sample = {
        id: `sample-${String(index)}`,
        enrolledAtMs: 1,
        source: 'picture',
        quality: 1,
        cropUrl: NO_PICTURE,
        embeddings: { faceplugin3: lookAt(one.face, random) },
      } as const;
      const anchor = { id, name: one.name, createdAtMs: index, isNeverNamed: false, samples: [sample] };
      return [`anchor:${id}`, toAnchorRecord(anchor)];
    }),
  );
}

test('hundreds of people are studied, and whoever looks alike is found', async () => {
  const settings = await harness.extensionPage('src/ui/settings/index.html');
  await settings.evaluate(`chrome.storage.local.set(${JSON.stringify(records())})`);
  // The service worker reads the anchors with any change of theirs, and tells the recognizer.
  await settings.evaluate(
    `chrome.runtime.sendMessage({ target: 'background', type: 'damaged.forget', payload: {} })`,
  );
  await settings.waitForFunction(
    (people) =>
      document
        .querySelector('[data-testid="strictness-grounds"]')
        ?.textContent.includes(`Estimated from ${String(people)} saved people`),
    {},
    PEOPLE,
  );
  const pair = await settings.$eval('[data-testid="look-alikes"] li', ({ textContent }) => textContent);
  expect(pair).toMatch(/^(?:Ann and Mia|Mia and Ann) are hard to tell apart/u);
});
