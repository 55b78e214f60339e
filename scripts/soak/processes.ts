/** @file How much memory the browser's processes occupy, by what they are for. Linux only: elsewhere nobody tells by file. */
import { readFile } from 'node:fs/promises';
import type { Browser } from 'puppeteer-core';

export type ProcessKind = 'extension' | 'pages' | 'gpu';
export type RssBytes = Partial<Record<ProcessKind, number>>;

/** Resident bytes of all processes of a kind together; empty where there is no /proc. */
export async function readRss(browser: Browser): Promise<RssBytes> {
  if (process.platform !== 'linux') return {};
  const session = await browser.target().createCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const sums: RssBytes = {};
    for (const { type, id } of processInfo) {
      const kind = await kindOf(type, id);
      const bytes = kind === undefined ? undefined : await residentBytes(id);
      if (kind !== undefined && bytes !== undefined) sums[kind] = (sums[kind] ?? 0) + bytes;
    }
    return sums;
  } finally {
    await session.detach();
  }
}

async function kindOf(type: string, processId: number): Promise<ProcessKind | undefined> {
  if (type === 'GPU') return 'gpu';
  if (type !== 'renderer') return undefined;
  const command = await readProcFile(processId, 'cmdline');
  return command?.includes('--extension-process') === true ? 'extension' : 'pages';
}

async function residentBytes(processId: number): Promise<number | undefined> {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec((await readProcFile(processId, 'status')) ?? '') ?? [];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** Undefined when the process has ended meanwhile. */
async function readProcFile(processId: number, name: string): Promise<string | undefined> {
  try {
    return await readFile(`/proc/${String(processId)}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}
