/** @file The strictness slider in words: its positions, and how often a stranger would get a name at each. */
import {
  ESTIMATE_POSITIONS,
  type PositionEstimate,
  type StrictnessEstimate,
} from '../../protocol/strictness-messages.ts';
import { countOf } from './plural.ts';

/** `strictness` as in the settings: 0 almost never wrong, 1 names more people. */
export function describeStrictness(strictness: number): string {
  if (strictness < 0.2) return 'almost never wrong';
  if (strictness < 0.45) return 'careful';
  if (strictness <= 0.55) return 'balanced';
  return strictness <= 0.8 ? 'generous' : 'names more people';
}

/** For those who hear the slider. */
export function describePosition(strictness: number, estimate: StrictnessEstimate | undefined): string {
  const at = estimate === undefined || estimate.people === 0 ? undefined : estimateAt(estimate, strictness);
  const words = describeStrictness(strictness);
  return at === undefined ? words : `${words}: ${describeOdds(at)} strangers would get a name`;
}

/** The estimate at the nearest position. */
export function estimateAt(
  { positions }: StrictnessEstimate,
  strictness: number,
): PositionEstimate | undefined {
  return positions[Math.round(strictness * (ESTIMATE_POSITIONS - 1))];
}

/** As short as fits below an end of the slider. */
export function describeOdds({ chance, isBound }: PositionEstimate): string {
  return `${isBound ? 'fewer than' : 'about'} 1 in ${oneIn(chance)}`;
}

/** One line at each position, so that nothing jumps below the slider. */
export function describeChance(estimate: PositionEstimate): string {
  if (estimate.chance > 0.5) return 'Most strangers would get a name.';
  const odds = describeOdds(estimate);
  return `${odds.charAt(0).toUpperCase()}${odds.slice(1)} strangers would get a name.`;
}

/** What the estimate rests on. */
export function describeGrounds({ people, strangers }: StrictnessEstimate): string {
  const seen = strangers === 0 ? '' : ` and ${countOf(strangers, 'stranger')} seen`;
  return `Estimated from ${countOf(people, 'saved person', 'saved people')}${seen}; more people or meetings make it surer.`;
}

/** Two figures say all that is known. */
function oneIn(chance: number): string {
  const times = Math.max(2, 1 / chance);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(times)) - 1);
  return (Math.round(times / unit) * unit).toLocaleString('en');
}
