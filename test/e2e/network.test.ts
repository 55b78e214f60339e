import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNetLog } from '../../scripts/demo/net-log.ts';
import { enrollPerson, startHarness, switchOn } from './harness.ts';
import { waitForNames } from './overlay.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nametag-network-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('recognising and enrolling ask the network for nothing, and the extension could not if it tried', async () => {
  const log = path.join(folder, 'net-log.json');
  const harness = await startHarness({ args: [`--log-net-log=${log}`] });
  const { extensionId } = harness;
  try {
    const page = await harness.open('?static=sample1');
    const popup = await switchOn(harness, page);
    await enrollPerson(page, popup, 'Clara');
    await waitForNames(page, ['Clara']);
    const attempt: unknown = await popup.evaluate(
      `fetch(${JSON.stringify(harness.server.url)}).then(() => 'sent', () => 'refused')`,
    );
    expect(attempt).toBe('refused');
  } finally {
    await harness.close();
  }
  const { byExtension, byPages } = readNetLog(log, extensionId);
  expect(byPages.length).toBeGreaterThan(0);
  expect(byExtension).toEqual([]);
});
