/** @file Types of flags.mjs. */
export interface DemoFlags {
  headless: boolean;
  seconds: number;
  json: string | undefined;
  /** Whether FaceNet may be downloaded. */
  facenet: boolean;
  help: boolean;
}

export const DEMO_HELP: string;
export function parseDemoFlags(args: string[]): DemoFlags;
