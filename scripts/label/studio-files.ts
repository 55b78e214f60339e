/** @file Studio's page for files, used as a person does: files in, a click, results out through downloads. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { openDownloads, type SavedFile } from '../browser/downloads.ts';

export interface StudioOptions {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly flip: boolean;
  readonly effects: readonly string[];
}

export interface StudioProgress {
  /** 0..1 of this file. */
  readonly share: number;
  readonly text: string;
}

export type StudioOutcome =
  | { readonly kind: 'done'; readonly output: SavedFile; readonly report: unknown }
  | { readonly kind: 'failed'; readonly text: string };

export interface StudioFiles {
  /** One file, to its end. */
  label(file: string, onProgress: (progress: StudioProgress) => void): Promise<StudioOutcome>;
  close(): Promise<void>;
}

const POLL_MS = 200;

export async function openStudioFiles(
  browser: Browser,
  extensionId: string,
  options: StudioOptions,
): Promise<StudioFiles> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nametag-label-'));
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/src/ui/studio/index.html#files`);
  const downloads = await openDownloads(browser, folder);
  await chooseEffects(page, options.effects);
  return {
    async label(file, onProgress) {
      const row = await addFile(page, file);
      try {
        await chooseOptions(page, options);
        await press(page, 'files-start');
        const failure = await waitForEnd(row, onProgress);
        if (failure !== undefined) return { kind: 'failed', text: failure };
        const output = await downloads.savedBy(() => press(page, 'file-save'));
        const table = await downloads.savedBy(() => press(page, 'file-save-json'));
        const report: unknown = JSON.parse(await readFile(table.path, 'utf8'));
        return { kind: 'done', output, report };
      } finally {
        await press(page, 'file-remove');
        await page.waitForSelector('[data-testid="file-item"]', { hidden: true });
      }
    },
    async close() {
      await downloads.close();
      await page.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addFile(page: Page, file: string): Promise<ElementHandle> {
  const input = await page.waitForSelector('input[data-testid="files-input"]');
  if (input === null) throw new Error('Studio has no place for files.');
  await input.uploadFile(file);
  const row = await page.waitForSelector('[data-testid="file-item"]');
  if (row === null) throw new Error('Studio did not take the file.');
  return row;
}

async function chooseEffects(page: Page, effects: readonly string[]): Promise<void> {
  await page.waitForSelector('[data-testid^="effect-"]');
  const switches = await page.$$('[data-testid^="effect-"]');
  for (const one of switches) {
    const [id, isOn] = await one.evaluate((element) => [
      (element.getAttribute('data-testid') ?? '').slice('effect-'.length),
      element.getAttribute('aria-pressed') === 'true',
    ]);
    if (effects.includes(String(id)) !== isOn) await one.evaluate(CLICK);
  }
}

async function chooseOptions(page: Page, { from, to, flip }: StudioOptions): Promise<void> {
  for (const [testId, seconds] of [
    ['files-from', from],
    ['files-to', to],
  ] as const) {
    const field = await page.waitForSelector(`[data-testid="${testId}"]`);
    await field?.evaluate(
      (element, value) => {
        (element as HTMLInputElement).value = value;
        element.dispatchEvent(new Event('input', { bubbles: true }));
      },
      seconds === undefined ? '' : String(seconds),
    );
  }
  const mirror = await page.waitForSelector('[data-testid="files-flip"]');
  const isMirrored = await mirror?.evaluate((element) => element.getAttribute('aria-checked') === 'true');
  if (flip !== isMirrored) await mirror?.evaluate(CLICK);
}

/** @returns why it failed, or undefined when it is done */
async function waitForEnd(
  row: ElementHandle,
  onProgress: (progress: StudioProgress) => void,
): Promise<string | undefined> {
  for (;;) {
    const [state, share, text, problem] = await row.evaluate((element) => [
      element.getAttribute('data-state'),
      element.getAttribute('data-progress'),
      element.querySelector('.file-state')?.textContent ?? '',
      element.querySelector('[data-testid="file-error"] p')?.textContent ?? '',
    ]);
    if (state === 'failed' || state === 'canceled')
      return problem === '' ? 'It was canceled.' : String(problem);
    if (state === 'done') return undefined;
    onProgress({ share: Number(share ?? 0), text: text ?? '' });
    await pause(POLL_MS);
  }
}

async function press(page: Page, testId: string): Promise<void> {
  const button = await page.waitForSelector(`[data-testid="${testId}"]:not([disabled])`);
  await button?.evaluate(CLICK);
}

const CLICK = (element: Element): void => {
  (element as HTMLElement).click();
};
