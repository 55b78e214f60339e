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
