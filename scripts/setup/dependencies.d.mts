/** @file Types of dependencies.mjs. */
export function ensureDependencies(options?: {
  title?: string;
  folder?: string;
  flags?: readonly string[];
}): Promise<void>;
export function makeStamp(lock: string, nodeVersion: string, machine: string): string;
export function areDependenciesFresh(
  installed: { stamp?: string | undefined; lock?: string | undefined },
  wanted: { stamp: string; lock: string },
): boolean;
