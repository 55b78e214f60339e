/** @file Types of flags.mjs. */
export interface SizeFlags {
  startup: boolean;
  json: string | undefined;
  help: boolean;
}

export const SIZE_HELP: string;
export function parseSizeFlags(args: string[]): SizeFlags;
