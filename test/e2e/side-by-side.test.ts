/**
 * @file Two networks in one package: the settings show both side by side, measured on this machine, and lead to the better one
 * with one click, and back with another. The second one is the package's own network, fed with red and blue exchanged.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { press } from '../../scripts/demo/popup-driver.ts';
import { DIST, startHarness, type Harness } from './harness.ts';
import { savePhotoFaces } from './saved-faces.ts';
import { waitUntil } from './wait-until.ts';

const SECOND = 'second-network';

let folder: string;
let harness: Harness;
let settings: Page;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-two-'));
  harness = await startHarness({ extensionDir: await packTwo(folder) });
  settings = await harness.extensionPage('src/ui/settings/index.html');
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

test('without people the measured shares decide; both columns have their facts', async () => {
  await waitForAdvice(
    /^MobileFaceNet, which is in use, is the better choice here: in the worst of the groups/u,
  );
  expect(
    await settings.$$eval('[data-testid="figures-model"]', (all) => all.map((one) => one.textContent)),
  ).toEqual(['MobileFaceNetin use', 'Second network']);
  const rows = await figures();
  expect(rows['Size']).toEqual(['4.9 MB', '4.9 MB']);
  for (const speed of rows['Speed on this computer'] ?? []) expect(speed).toMatch(/^\d+ ms a face$/u);
  expect(rows['Recognized']).toEqual(['No one has two photos', 'No one has two photos']);
  expect(rows['South Asian']).toEqual(['1 in 11,000', 'Not measured']);
  expect(await settings.$('[data-testid="advice-switch"]')).toBeNull();
});

test('with people saved, both are tried on their photos, and one click each leads there and back', async () => {
  await press(settings, `[data-model="${SECOND}"] [data-testid="model-choose"]`);
  await waitForModel(SECOND);
  await savePhotoFaces(settings);
  await waitUntil(async () => {
    const { Recognized: recognized = [] } = await figures();
    return recognized.length === 2 && recognized.every((text) => /^\d+ of \d+$/u.test(text ?? ''));
  }, 'both are tried on the photos');
  await waitForAdvice(/^MobileFaceNet is the better choice here: /u);
  await press(settings, '[data-testid="advice-switch"]');
  await waitForModel('faceplugin3');
  await waitForAdvice(/^MobileFaceNet, which is in use,/u);
  await press(settings, '[data-testid="model-back"]');
  await waitForModel(SECOND);
});

test('a network that cannot be opened is said to be, with what helps, and the other one keeps its figures', async () => {
  await rm(path.join(folder, 'dist', 'models', 'second.onnx'));
  await press(settings, '[data-testid="measure"]');
  const notice = await settings.waitForSelector('[data-testid="measure-failed"]');
  expect(await notice?.evaluate(({ textContent }) => textContent)).toMatch(
    /^Second network could not be measured\. A model file of Nametag is missing\. Install/u,
  );
  await waitUntil(
    async () => /^\d+ ms a face$/u.test((await figures())['Speed on this computer']?.[0] ?? ''),
    'the other one is measured',
  );
});

async function packTwo(target: string): Promise<string> {
  const dist = path.join(target, 'dist');
  await cp(DIST, dist, { recursive: true });
  const file = path.join(dist, 'models', 'cards.json');
  const cards = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>[];
  const first = cards.find(({ id }) => id === 'faceplugin3');
  if (first === undefined) throw new Error('The package lacks its network.');
  const { network, neighborhoods, impostors, ...card } = first;
  if (network === undefined || neighborhoods === undefined || impostors === undefined)
    throw new Error('The card is not what this test changes.');
  const second = {
    ...card,
    id: SECOND,
    title: 'Second network',
    file: 'second.onnx',
    input: { ...(card['input'] as object), colorOrder: 'RGB' },
    measured: { milliseconds: 9, falseMatches: [{ group: 'European', share: 0.02 }] },
  };
  await cp(path.join(dist, 'models', String(first['file'])), path.join(dist, 'models', 'second.onnx'));
  await writeFile(file, JSON.stringify([first, second]));
  return dist;
}

/** The table by its rows' headers. */
async function figures(): Promise<Record<string, (string | null)[]>> {
  return settings.$$eval('[data-testid="model-figures"] tr', (rows) =>
    Object.fromEntries(
      rows.flatMap((row) => {
        const header = row.querySelector('th[scope="row"]');
        return header === null
          ? []
          : [[header.textContent, [...row.querySelectorAll('td')].map((cell) => cell.textContent)]];
      }),
    ),
  );
}

async function waitForAdvice(text: RegExp): Promise<void> {
  await waitUntil(
    async () => {
      const shown = await settings.$$eval('[data-testid="advice"]', ([one]) => one?.textContent ?? '');
      return text.test(shown);
    },
    `the advice is ${String(text)}`,
  );
}

async function waitForModel(modelId: string): Promise<void> {
  await settings.waitForSelector(`[data-model="${modelId}"][data-in-use="true"]`, { timeout: 60_000 });
}
