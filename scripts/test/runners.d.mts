/** @file Types of runners.mjs. */
import type { Counts } from './summary.d.mts';

export interface Runner {
  name: string;
  /** Runs beside others of this kind. */
  isSingleCore: boolean;
  run(options: {
    env: Record<string, string>;
    onLine: (line: string) => void;
  }): Promise<{ code: number; output: string; counts: Counts }>;
}

export const RUNNERS: Runner[];
export function readFlags(args: string[]): { runners: Runner[]; hasKernels: boolean };
