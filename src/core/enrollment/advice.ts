/** @file What the coach says of an enrollment under way: how far it is, and what would help most. */
import { ENOUGH_LOOKS, MAX_LOOKS, WANTED_LOOKS, coveredSlots, looksToSave, type Coach } from './coach.ts';
import { isSmall, type Lack } from './lack.ts';
import { NEEDED_SLOTS, POSE_SLOTS, type PoseSlot } from './pose-slots.ts';

export const HINTS = [
  'come-closer',
  'more-light',
  'less-light',
  'hold-still',
  'turn-back',
  'uncover',
  'look-straight',
  'turn-left',
  'turn-right',
  'look-up',
  'look-down',
  'other-light',
  'come-back',
] as const;
export type Hint = (typeof HINTS)[number];

export interface Advice {
  /** Looks that would be saved now. */
  readonly collected: number;
  readonly covered: readonly PoseSlot[];
  /** Brightest minus darkest of the accepted looks, 0..255. */
  readonly lumaSpread: number;
  /** Whether all of them show the face smaller than the networks would like. */
  readonly isSmall: boolean;
  /** What would help, the most helpful first; empty once nothing is missing. */
  readonly missing: readonly Hint[];
  readonly isEnough: boolean;
  readonly isComplete: boolean;
  /** No more looks are taken. */
  readonly isFull: boolean;
}

/** A head that turns blurs a look or two: that is no reason to say something else. */
const POOR_RUN = 3;

const LACK_HINTS: Readonly<Record<Lack, Hint>> = {
  size: 'come-closer',
  light: 'more-light',
  shade: 'less-light',
  front: 'turn-back',
  cover: 'uncover',
  stillness: 'hold-still',
};

const SLOT_HINTS: Readonly<Record<PoseSlot, Hint>> = {
  front: 'look-straight',
  left: 'turn-left',
  right: 'turn-right',
  up: 'look-up',
  down: 'look-down',
};

/** The face from the front is worth most, then its two sides. */
const SLOTS_BY_WORTH: readonly PoseSlot[] = ['front', 'left', 'right', 'up', 'down'];

export function adviseOn(coach: Coach): Advice {
  const { accepted } = coach;
  const lack = coach.poorRun >= POOR_RUN ? coach.lack : undefined;
  const covered = coveredSlots(coach);
  const collected = looksToSave(coach).length;
  const isComplete = accepted.length >= WANTED_LOOKS && NEEDED_SLOTS.every((slot) => covered.has(slot));
  const allSmall = accepted.length > 0 && accepted.every(isSmall);
  const lumas = accepted.flatMap(({ luma }) => luma ?? []);
  const wanted = [
    ...(lack === undefined ? [] : [LACK_HINTS[lack]]),
    ...(coach.isCovered ? (['uncover'] as const) : []),
    ...SLOTS_BY_WORTH.filter((slot) => !covered.has(slot)).map((slot) => SLOT_HINTS[slot]),
    ...(allSmall ? (['come-closer'] as const) : []),
    'other-light' as const,
  ];
  return {
    collected,
    covered: POSE_SLOTS.filter((slot) => covered.has(slot)),
    lumaSpread: lumas.length === 0 ? 0 : Math.max(...lumas) - Math.min(...lumas),
    isSmall: allSmall,
    missing: isComplete ? [] : [...new Set(wanted)],
    isEnough: collected >= ENOUGH_LOOKS,
    isComplete,
    isFull: accepted.length >= MAX_LOOKS,
  };
}
