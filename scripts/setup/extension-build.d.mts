/** @file Types of extension-build.mjs. */
export function ensureBuild(options?: { force?: boolean }): Promise<void>;
export function hashSources(root: string, sources: string[]): string;
