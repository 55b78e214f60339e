/** @file What the settings say about the processor. */
import { expect, test } from 'vitest';
import type { ModelsStatus } from '../../../src/protocol/model-messages.ts';
import { describePace, describeShare } from '../../../src/ui/settings/budget-words.ts';

test.for([
  ['quarter', 8, '2 of 8 cores'],
  ['quarter', 2, '0.5 of 2 cores'],
  ['half', 2, '1 of 2 cores'],
  ['half', 1, '0.5 of 1 core'],
  ['all-but-one', 8, '7 of 8 cores'],
  ['all-but-one', 1, 'The only core'],
  ['all', 8, 'All 8 cores'],
] as const)('%s of %d cores', ([budget, cores, words]) => {
  expect(describeShare(budget, cores)).toBe(words);
});

const engine: ModelsStatus['engine'] = {
  state: 'ready',
  modelId: 'compact',
  modelTitle: 'Compact',
  threads: 1,
  isCrossOriginIsolated: true,
};

test.for([
  [
    { boxesPerSecondAimed: 15, isHeldBack: true, coresUsed: 0.62 },
    'Now: up to 15 checks a second, 0.6 cores. Slowed down to stay within the limit.',
  ],
  [{ boxesPerSecondAimed: 1, isHeldBack: false, coresUsed: 0.01 }, 'Now: up to 1 check a second, 0.0 cores.'],
  [{ boxesPerSecondAimed: 0, isHeldBack: false, coresUsed: 0.3 }, 'Now: nothing to watch.'],
] as const)('%j', ([pace, words]) => {
  expect(describePace({ engine, pace })).toBe(words);
});

test('an engine at rest', () => {
  const pace = { boxesPerSecondAimed: 0, isHeldBack: false, coresUsed: 0 };
  expect(describePace({ engine: { ...engine, state: 'resting' }, pace })).toContain('resting');
});
