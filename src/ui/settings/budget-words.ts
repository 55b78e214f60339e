/** @file What each share of the processor means on this computer, and what Nametag does with it now. */
import { budgetCores, type CpuBudget } from '../../core/pace/cpu-budget.ts';
import type { ModelsStatus } from '../../protocol/model-messages.ts';
import { countOf } from '../shared/plural.ts';

const TITLES: Readonly<Record<CpuBudget, string>> = {
  quarter: 'A quarter',
  half: 'Half',
  'all-but-one': 'All but one core',
  all: 'All of it',
};

export function titleOfBudget(budget: CpuBudget): string {
  return TITLES[budget];
}

/** For example "2 of 8 cores". */
export function describeShare(budget: CpuBudget, cores: number): string {
  const share = budgetCores(budget, cores);
  if (budget === 'all' || share === cores)
    return cores === 1 ? 'The only core' : `All ${String(cores)} cores`;
  return `${String(share)} of ${countOf(cores, 'core')}`;
}

export function describePace({ engine, pace }: Pick<ModelsStatus, 'engine' | 'pace'>): string {
  if (engine.state === 'resting') return 'Now: resting, since there is nothing to watch.';
  if (pace.boxesPerSecondAimed === 0) return 'Now: nothing to watch.';
  const boxes = countOf(Math.round(pace.boxesPerSecondAimed), 'check');
  const limit = pace.isHeldBack ? ' Slowed down to stay within the limit.' : '';
  return `Now: up to ${boxes} a second, ${pace.coresUsed.toFixed(1)} cores.${limit}`;
}
