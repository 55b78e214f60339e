/** @file Types of flags.mjs. */
export type BenchPart = 'fullFrame' | 'floor' | 'steady' | 'page' | 'growth';

export interface BenchFlags {
  readonly json: string | undefined;
  readonly isQuick: boolean;
  readonly docs: boolean;
  readonly parts: readonly BenchPart[];
  readonly help: boolean;
}

export const BENCH_PARTS: readonly BenchPart[];
export const BENCH_HELP: string;
export function parseBenchFlags(args: readonly string[]): BenchFlags;
