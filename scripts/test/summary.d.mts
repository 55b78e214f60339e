/** @file Types of summary.mjs. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export function countVitest(report: unknown, exitCode: number): Counts;
export function countTool(exitCode: number): Counts;
export function addCounts(all: Counts[]): Counts;
export function formatCounts(counts: Counts): string;
export function isSuccess(counts: Counts): boolean;
