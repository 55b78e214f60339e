/** @file How much of the processor recognition may take, as the person chooses. */

export const CPU_BUDGETS = ['quarter', 'half', 'all-but-one', 'all'] as const;
export type CpuBudget = (typeof CPU_BUDGETS)[number];

/** In cores. On one or two cores "all but one" is one: less would leave nothing to work with. */
export function budgetCores(budget: CpuBudget, cores: number): number {
  switch (budget) {
    case 'quarter':
      return cores / 4;
    case 'half':
      return cores / 2;
    case 'all-but-one':
      return Math.max(1, cores - 1);
    case 'all':
      return cores;
  }
}

/** A cautious ceiling: only one and two threads have been measured. */
const MAX_THREADS = 4;

/**
 * Threads for the embedder: as many as fit into the budget. On two cores the demo gave 22 boxes a second and names after 198 ms
 * with one thread, 21 and 215 ms with two (`npm start -- --headless --seconds 42`, two runs each).
 */
export function threadsWithin(budget: CpuBudget, cores: number): number {
  return Math.max(1, Math.min(MAX_THREADS, Math.floor(budgetCores(budget, cores))));
}

/** More than two looks at once are rare, and each lane has pictures of its own in memory. */
const MAX_LANES = 2;

/** Looks that are worked on at once, by networks that run in one thread. */
export function lanesWithin(cores: number): number {
  return Math.max(1, Math.min(MAX_LANES, Math.floor(cores)));
}
