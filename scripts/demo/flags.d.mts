/** @file Types of flags.mjs. */
export interface DemoFlags {
  headless: boolean;
  seconds: number;
  json: string | undefined;
  help: boolean;
}

export const DEMO_HELP: string;
export function parseDemoFlags(args: string[]): DemoFlags;
