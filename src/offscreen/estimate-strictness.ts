/** @file What the strictness slider says of each of its positions, from what the limits in force rest on. */
import type { Gallery } from '../core/gallery/gallery.ts';
import { chanceOfWrongName, smallestClaim } from '../core/matching/calibration.ts';
import { limitsFor } from '../core/matching/limits.ts';
import { ownLimit } from '../core/matching/look-alikes.ts';
import {
  ESTIMATE_POSITIONS,
  MAX_NAMED_PAIRS,
  type StrictnessEstimate,
} from '../protocol/strictness-messages.ts';
import { thresholdsOf } from '../recognition/model-card.ts';
import type { Grounds } from './knowledge.ts';

export function estimateStrictness(
  { metric, entries }: Gallery,
  { card, calibration, lookAlikes, strangers }: Grounds,
): StrictnessEstimate {
  const thresholds = thresholdsOf(card, metric);
  const bound = smallestClaim(calibration);
  const positions = Array.from({ length: ESTIMATE_POSITIONS }, (_, index) => {
    const limits = limitsFor(thresholds, index / (ESTIMATE_POSITIONS - 1), calibration);
    const chance = chanceOfWrongName(limits.enterMaxDistance, calibration, limits.minMargin);
    return { chance, isBound: chance <= bound };
  });
  const middle = limitsFor(thresholds, 0.5, calibration).enterMaxDistance;
  const names = new Map(entries.map(({ anchorId, name }) => [anchorId, name]));
  const pairs = lookAlikes.flatMap(({ one, other, distance }) => {
    const [oneName, otherName] = [names.get(one), names.get(other)];
    // A study that is still under way may speak of somebody who is gone.
    if (oneName === undefined || otherName === undefined || ownLimit(distance) >= middle) return [];
    return [{ one: oneName, other: otherName }];
  });
  return {
    positions,
    people: calibration.anchors,
    strangers,
    isStricter: middle < thresholds.maxDistance,
    lookAlikes: pairs.slice(0, MAX_NAMED_PAIRS),
    lookAlikePairs: pairs.length,
  };
}
