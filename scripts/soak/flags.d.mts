/** @file Types of flags.mjs. */
export interface SoakFlags {
  minutes: number;
  json: string | undefined;
  help: boolean;
}

export const SOAK_HELP: string;
export function parseSoakFlags(args: string[]): SoakFlags;
