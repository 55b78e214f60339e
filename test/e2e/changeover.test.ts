/**
 * @file An update whose package no longer holds the model that knew everyone: a real profile of the compact network's time
 * gets its names back from the photos, also over a crash, and whatever cannot be read is told.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { press } from '../../scripts/demo/popup-driver.ts';
import { readTabStatus } from '../../scripts/demo/tab-status.ts';
import { personAt } from '../../scripts/demo/truth-in-page.ts';
import { readProfile, type Stored } from '../fixtures/profiles/profile-file.ts';
import { DIST, startHarness, switchOn, type Harness } from './harness.ts';
import { waitForNames } from './overlay.ts';
import { waitUntil } from './wait-until.ts';

const SETTINGS = 'src/ui/settings/index.html';
const PEOPLE = 'src/ui/people/index.html';
/** An extension's page that starts nothing. */
const QUIET = 'manifest.json';
const FORMER = 'compact';
/** The network of the package before it was given its colors in the order that it was trained on. */
const FORMER_SPACE = 'faceplugin2';
/** Reading hundreds of photos takes long enough to look at it, and to die in it; what is left then is cut short. */
const COPIES = 200;
const MORE_AFTER_DEATH = 20;
const LONG_MS = 150_000;

interface StoredSample {
  readonly id: string;
  readonly cropUrl: string;
  readonly embeddings: Readonly<Record<string, readonly number[]>>;
}
interface StoredAnchor {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly samples: readonly StoredSample[];
}

interface StoredNot {
  readonly id: string;
  readonly kind: string;
  readonly rejection: { readonly faces: readonly StoredSample[] };
}

let next: string;
beforeAll(async () => {
  const cards: unknown = JSON.parse(await readFile(path.join(DIST, 'models', 'cards.json'), 'utf8'));
  const [card, ...others] = (cards as { id: string }[]).filter(({ id }) => !id.startsWith('facenet-'));
  if (card === undefined) throw new Error('The package holds no model.');
  expect([card.id, ...others.map(({ id }) => id)]).not.toContain(FORMER);
  next = card.id;
});

function anchorsIn(stored: Stored): StoredAnchor[] {
  return Object.entries(stored)
    .filter(([key]) => key.startsWith('anchor:'))
    .map(([, anchor]) => anchor as StoredAnchor)
    .sort((a, b) => a.id.localeCompare(b.id));
}

const namesAndSamples = (stored: Stored): unknown =>
  anchorsIn(stored).map(({ id, name, samples }) => [id, name, samples.map((sample) => sample.id)]);

function anchorOf(stored: Stored, name: string): StoredAnchor {
  const anchor = anchorsIn(stored).find((one) => one.name === name);
  if (anchor === undefined) throw new Error(`${name} is not saved.`);
  return anchor;
}

/** The profile, as if its person in the bin had been deleted just now. */
async function profileIn(page: Page): Promise<Stored> {
  const stored = await readProfile(page, FORMER);
  return Object.fromEntries(
    Object.entries(stored).map(([key, record]) =>
      key.startsWith('bin:') ? [key, { ...(record as object), deletedAtMs: Date.now() }] : [key, record],
    ),
  );
}

async function write(page: Page, stored: Stored): Promise<void> {
  await page.evaluate(`chrome.storage.local.set(${JSON.stringify(stored)})`);
}

async function read(page: Page): Promise<Stored> {
  return (await page.evaluate('chrome.storage.local.get(null)')) as Stored;
}

async function waitForTakeover(page: Page, former = FORMER): Promise<Stored> {
  await waitUntil(
    async () =>
      (await page.evaluate(`chrome.storage.local.get('active-model')
      .then((found) => found['active-model'])`)) === next,
    `${next} is in use`,
    LONG_MS,
  );
  // What the former one made is erased right after.
  return waitUntil(
    async () => {
      const stored = await read(page);
      const faces = anchorsIn(stored).flatMap(({ samples }) => samples);
      const isDone = faces.every(({ embeddings }) => !(next in embeddings && former in embeddings));
      return isDone ? stored : undefined;
    },
    `what ${former} made is erased`,
    LONG_MS,
  );
}

const textOf = (page: Page, testId: string): Promise<string> =>
  page.$eval(`[data-testid="${testId}"]`, ({ textContent }) => textContent);

/** Waits until these people of the demo's photo bear these names, and nobody else bears any. */
async function waitForPeople(
  page: Page,
  popup: Page,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  let named: Record<string, string> = {};
  const isSo = async (): Promise<boolean> => {
    named = {};
    for (const { verdict, box } of (await readTabStatus(popup)).faces) {
      if (verdict.kind !== 'named') continue;
      const person = await personAt(page, box.x + box.width / 2, box.y + box.height / 2);
      named[person ?? 'nobody'] = verdict.name;
    }
    return JSON.stringify(Object.entries(named).sort()) === JSON.stringify(Object.entries(expected).sort());
  };
  await waitUntil(isSo, `the names are ${JSON.stringify(expected)}`).catch((error: unknown) => {
    throw new Error(`${String(error)} Last: ${JSON.stringify(named)}`);
  });
}

/** Waits until this many faces have been looked at twice: from then on, names would stand. */
async function waitForLooks(popup: Page, faces: number): Promise<void> {
  await waitUntil(
    async () => (await readTabStatus(popup)).faces.filter(({ looks }) => looks >= 2).length >= faces,
    `${String(faces)} faces have been looked at`,
  );
}

async function ask(page: Page, type: string, payload: object): Promise<void> {
  const message = JSON.stringify({ target: 'background', type, payload });
  expect(await page.evaluate(`chrome.runtime.sendMessage(${message})`)).toMatchObject({ ok: true });
}

describe('while the new model reads the photos', () => {
  const WORDS =
    /^Nametag has a new, more accurate model\. It is reading your saved photos again: \d+ of \d+\.$/u;
  let folder: string;
  let profileDir: string;
  let harness: Harness;
  let before: Stored;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'nametag-changeover-'));
    profileDir = path.join(folder, 'profile');
    harness = await startHarness({ profileDir });
    const quiet = await harness.extensionPage(QUIET);
    const profile = await profileIn(quiet);
    before = {
      ...profile,
      ...copiesOf(anchorOf(profile, 'Greta')),
      settings: { ...(profile['settings'] as object), modelId: FORMER },
      'former-model': 'facenet-128',
    };
    await write(quiet, before);
  });
  afterAll(async () => {
    await harness.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Later ones, so that those whom the page shows come first. */
  function copiesOf(anchor: StoredAnchor): Stored {
    return Object.fromEntries(
      Array.from({ length: COPIES }, (_, index) => {
        const id = `copy-${String(index)}`;
        const samples = anchor.samples.map((sample) => ({
          ...sample,
          id: `${sample.id.slice(0, 20)}-${id}`,
        }));
        const createdAtMs = anchor.createdAtMs + 1_000_000 + index;
        return [`anchor:${id}`, { ...anchor, id, name: `Copy ${String(index)}`, createdAtMs, samples }];
      }),
    );
  }

  test('names come back before it is done, and the popup says what goes on', async () => {
    const page = await harness.open('?static=sample1');
    const popup = await switchOn(harness, page);
    await waitUntil(
      async () => WORDS.test(await textOf(popup, 'model-line').catch(() => '')),
      'the popup says what goes on',
      LONG_MS,
    );
    await waitForNames(page, ['Clara', 'Mira', 'Salome Ortiz']);
    expect((await read(popup))['active-model']).toBe(FORMER);
  });

  test('the settings show how far it is, and no way back to a model that is gone', async () => {
    const settings = await harness.extensionPage(SETTINGS);
    await settings.waitForSelector('[data-testid="model-takeover"] progress');
    expect(await textOf(settings, 'model-takeover')).toMatch(/new, more accurate model.*: \d+ of \d+\./u);
    expect(await textOf(settings, 'model-gone')).toMatch(
      /^The model you chose is no longer part of Nametag\. Nametag uses .* instead\./u,
    );
    const ways = '[data-testid="model-back"], [data-testid="model-cancel"], [data-testid="model-change"]';
    expect(await settings.$$(ways)).toEqual([]);
    expect(await settings.$(`[data-model="${next}"][data-in-use="true"]`)).not.toBeNull();
    expect(await settings.$(`[data-model="${FORMER}"]`)).toBeNull();
  });

  test('a browser that dies half-way goes on when it starts again; nobody and nothing is lost', async () => {
    const settings = await harness.extensionPage(SETTINGS);
    const stored = await read(settings);
    const done = anchorsIn(stored).filter(({ samples }) =>
      samples.every(({ embeddings }) => next in embeddings),
    );
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(anchorsIn(before).length);
    expect(stored['active-model']).toBe(FORMER);
    const browser = harness.browser.process();
    const ended = new Promise((resolve) => browser?.once('exit', resolve));
    browser?.kill('SIGKILL');
    await ended;
    await harness.server.close();

    harness = await startHarness({ profileDir });
    const quiet = await harness.extensionPage(QUIET);
    const atDeath = await read(quiet);
    expect(namesAndSamples(atDeath)).toEqual(namesAndSamples(before));
    const isLeft = ({ id, samples }: StoredAnchor): boolean =>
      id.startsWith('copy-') && samples.every(({ embeddings }) => !(next in embeddings));
    const cut = anchorsIn(atDeath).filter(isLeft).slice(MORE_AFTER_DEATH);
    await quiet.evaluate(
      `chrome.storage.local.remove(${JSON.stringify(cut.map(({ id }) => `anchor:${id}`))})`,
    );

    const again = await harness.extensionPage(SETTINGS);
    await again.waitForSelector('[data-testid="model-takeover"]');
    const after = await waitForTakeover(again);
    expect(anchorsIn(after)).toHaveLength(anchorsIn(before).length - cut.length);
    expect(anchorsIn(after).map(({ id }) => id)).toEqual(
      anchorsIn(atDeath)
        .filter((one) => !cut.includes(one))
        .map(({ id }) => id),
    );
    for (const { embeddings } of anchorsIn(after).flatMap(({ samples }) => samples)) {
      expect(Object.keys(embeddings)).toEqual([next]);
      expect(embeddings[next]?.length).toBeGreaterThan(0);
    }
    expect(after['former-model']).toBeNull();
    expect(await again.$('[data-testid="model-back"]')).toBeNull();

    // The choice that is void can be taken back.
    await press(again, '[data-testid="model-gone-ok"]');
    await again.waitForFunction(() => document.querySelector('[data-testid="model-gone"]') === null);
    expect((await read(again))['settings']).toMatchObject({ modelId: null, strictness: 0.6 });
  });
});

describe('a profile of the former model’s time', () => {
  let harness: Harness;
  let before: Stored;
  let after: Stored;
  let people: Page;

  beforeAll(async () => {
    harness = await startHarness();
    const quiet = await harness.extensionPage(QUIET);
    const profile = await profileIn(quiet);
    before = { ...profile, ...withDamage(profile) };
    await write(quiet, before);
    people = await harness.extensionPage(PEOPLE);
    after = await waitForTakeover(people);
  });
  afterAll(async () => {
    await harness.close();
  });

  /**
   * Laura has one photo, which is none; one of Mira's breaks off. Of Wanda are left the photos of Luz, who was saved as her by
   * mistake: nothing but "not Wanda" keeps that name from her.
   */
  function withDamage(profile: Stored): Stored {
    const [laura, mira, wanda] = ['Laura', 'Mira', 'Wanda'].map((name) => anchorOf(profile, name)) as [
      StoredAnchor,
      StoredAnchor,
      StoredAnchor,
    ];
    const lauras = laura.samples
      .slice(0, 1)
      .map((sample) => ({ ...sample, cropUrl: 'data:image/jpeg;base64,bm8gcGljdHVyZQ==' }));
    const miras = mira.samples.map((sample, index) =>
      index === 0 ? { ...sample, cropUrl: sample.cropUrl.slice(0, 603) } : sample,
    );
    return {
      [`anchor:${laura.id}`]: { ...laura, samples: lauras },
      [`anchor:${mira.id}`]: { ...mira, samples: miras },
      [`anchor:${wanda.id}`]: { ...wanda, samples: wanda.samples.slice(0, 3) },
    };
  }

  test('keeps everyone with name and photos; what cannot be read keeps what is known of it', () => {
    expect(namesAndSamples(after)).toEqual(namesAndSamples(before));
    const known = anchorsIn(after).map(({ name, samples }) => [
      name,
      samples.map(({ embeddings }) => Object.keys(embeddings).join()),
    ]);
    const all = (name: string): string[] => anchorOf(before, name).samples.map(() => next);
    expect(Object.fromEntries(known)).toEqual({
      Clara: all('Clara'),
      Greta: all('Greta'),
      Laura: [FORMER],
      Mira: [FORMER, ...all('Mira').slice(1)],
      'Salome Ortiz': all('Salome Ortiz'),
      Wanda: all('Wanda'),
      Zoe: all('Zoe'),
    });
    expect(after['settings']).toEqual(before['settings']);
  });

  test('says whom it cannot recognize any more, what helps, and how many photos it skips', async () => {
    await people.waitForSelector('[data-testid="unreadable-people"]');
    expect(await textOf(people, 'unreadable-people')).toContain(
      'Nametag cannot recognize Laura, because no saved photo of this person can be read. Add a new photo',
    );
    expect(await textOf(people, 'unreadable-photos')).toContain('1 saved photo cannot be read');
  });

  test('names the right people, and says the same in the popup', async () => {
    const page = await harness.open('?static=sample1');
    const popup = await switchOn(harness, page);
    await waitForPeople(page, popup, { Clara: 'Clara', Mira: 'Mira', Salome: 'Salome Ortiz' });
    await waitForNames(page, ['Clara', 'Mira', 'Salome Ortiz']);
    await popup.waitForSelector('[data-testid="unreadable-people"]');
    expect((await readTabStatus(popup)).unreadable).toMatchObject({ photos: 2 });
    expect(await textOf(popup, 'model-line')).toMatch(/^Model: /u);
  });

  test('still knows who is not Wanda, until that is taken back', async () => {
    const page = await harness.open('?static=sample5');
    const popup = await harness.popup(page);
    await waitForLooks(popup, 5);
    await waitForPeople(page, popup, {});
    const corrections = Object.values(await read(popup)).flatMap((record) => {
      const { correction } = (record ?? {}) as { correction?: StoredNot };
      return correction?.kind === 'not' ? [correction] : [];
    });
    expect(corrections).toHaveLength(1);
    const [not] = corrections;
    const known = not?.rejection.faces.map(({ embeddings }) => Object.keys(embeddings));
    expect(known).toEqual([[next], [next]]);
    await ask(popup, 'correction.undo', { correctionId: not?.id ?? '' });
    await waitForPeople(page, popup, { Luz: 'Wanda' });
    await popup.close();
  });

  test('who is restored from the bin is known; who is never named is not', async () => {
    const page = await harness.open('?static=sample6');
    const popup = await harness.popup(page);
    await waitForLooks(popup, 4);
    await waitForPeople(page, popup, {});
    const [binKey = ''] = Object.keys(await read(popup)).filter((key) => key.startsWith('bin:'));
    await ask(popup, 'anchor.restore', { anchorId: binKey.slice('bin:'.length) });
    await waitForPeople(page, popup, { Rosa: 'Rosa' });
    for (const { embeddings } of anchorOf(await read(popup), 'Rosa').samples) {
      expect(Object.keys(embeddings)).toContain(next);
    }
  });

  test('has the kept people not named yet embedded again', async () => {
    const quiet = await harness.extensionPage(QUIET);
    await waitUntil(async () => {
      const groups = Object.entries(await read(quiet))
        .filter(([key]) => key.startsWith('group:'))
        .map(([, record]) => record as { looks: { modelId: string }[] });
      return groups.length > 0 && groups.every(({ looks }) => looks.every(({ modelId }) => modelId === next));
    }, 'the groups are embedded by the new model');
  });
});

describe('a profile of the same network in its former space', () => {
  let harness: Harness;
  let before: Stored;

  beforeAll(async () => {
    harness = await startHarness();
    const quiet = await harness.extensionPage(QUIET);
    const profile = inFormerSpace(await profileIn(quiet));
    before = { ...profile, settings: { ...(profile['settings'] as object), modelId: FORMER_SPACE } };
    await write(quiet, before);
  });
  afterAll(async () => {
    await harness.close();
  });

  /** As long as that network's embeddings, of which none means anything in the present space. */
  function inFormerSpace(profile: Stored): Stored {
    const text = JSON.stringify(profile)
      .replaceAll(
        /"compact":\[([^\]]*)\]/gu,
        (_, row: string) => `"${FORMER_SPACE}":[${Array(4).fill(row).join()}]`,
      )
      .replaceAll(`"${FORMER}"`, `"${FORMER_SPACE}"`);
    return JSON.parse(text) as Stored;
  }

  test('is embedded again and keeps its names; who chose that network still has it', async () => {
    const settings = await harness.extensionPage(SETTINGS);
    const after = await waitForTakeover(settings, FORMER_SPACE);
    expect(namesAndSamples(after)).toEqual(namesAndSamples(before));
    for (const { embeddings } of anchorsIn(after).flatMap(({ samples }) => samples)) {
      expect(Object.keys(embeddings)).toEqual([next]);
    }
    await settings.waitForSelector(`[data-model="${next}"][data-in-use="true"]`);
    expect(await settings.$('[data-testid="model-gone"]')).toBeNull();
    const page = await harness.open('?static=sample1');
    const popup = await switchOn(harness, page);
    await waitForPeople(page, popup, { Clara: 'Clara', Mira: 'Mira', Salome: 'Salome Ortiz' });
  });
});
