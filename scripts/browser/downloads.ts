/** @file Files that a page saves, each given out when the browser has written all of it. */
import path from 'node:path';
import type { Browser } from 'puppeteer-core';

export interface SavedFile {
  /** The name under which the page saves it. */
  readonly name: string;
  /** Where it lies: under another name, so that two of the same name do not meet. */
  readonly path: string;
}

export interface Downloads {
  /** @returns the file that `act` makes a page save. @throws when the browser could not write it */
  savedBy(act: () => Promise<unknown>): Promise<SavedFile>;
  close(): Promise<void>;
}

/**
 * Sends everything that pages of the browser save into `folder`. A look into the folder would not tell when a file is
 * whole: Chromium puts an empty one under the final name before it writes.
 */
export async function openDownloads(browser: Browser, folder: string): Promise<Downloads> {
  const session = await browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'allowAndName',
    downloadPath: folder,
    eventsEnabled: true,
  });
  return {
    async savedBy(act) {
      const saved = new Promise<SavedFile>((resolve, reject) => {
        const names = new Map<string, string>();
        session.on('Browser.downloadWillBegin', ({ guid, suggestedFilename }) => {
          names.set(guid, suggestedFilename);
        });
        session.on('Browser.downloadProgress', ({ guid, state }) => {
          const name = names.get(guid);
          if (name === undefined || state === 'inProgress') return;
          if (state === 'completed') resolve({ name, path: path.join(folder, guid) });
          else reject(new Error('There is no room on the disk for the result.'));
        });
      });
      try {
        const [file] = await Promise.all([saved, act()]);
        return file;
      } finally {
        session.removeAllListeners();
      }
    },
    close: () => session.detach(),
  };
}
