/** @file Types of find-chrome.mjs, for the tests and tools that are written in TypeScript. */
export interface Machine {
  platform: string;
  env: Record<string, string | undefined>;
  home: string;
  list?: (folder: string) => string[];
}

export function findChrome(options?: { install?: boolean }): Promise<string>;
export function listChromeCandidates(machine: Machine): string[];
export function parseChromeMajor(text: string): number | undefined;
