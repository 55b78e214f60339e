/** @file Opening the extension's own pages. */
import { browser } from './browser.ts';

/** Studio's sources, as its address names them. */
export type StudioPage = 'webcam' | 'screen' | 'files';

export async function openStudio(page: StudioPage = 'webcam'): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`src/ui/studio/index.html#${page}`) });
}

/** Everybody who is saved, and what the gallery doctor says of them. */
export async function openPeople(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('src/ui/people/index.html') });
}

export async function openSettings(): Promise<void> {
  await browser.runtime.openOptionsPage();
}

/** The popup as a page of its own, about the given tab: it does not close when something else is clicked. */
export async function openPopupInTab(tabId: number): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`src/ui/popup/index.html?tab=${String(tabId)}`) });
}

/** The tab that this page runs in. */
export async function ownTabId(): Promise<number> {
  const tab = await browser.tabs.getCurrent();
  return tab.id ?? 0;
}
