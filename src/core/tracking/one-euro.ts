/**
 * @file The 1€ filter: smooth at rest, quick in motion. A low-pass filter whose cutoff grows with the speed of what it
 * filters, so that a still face's box does not tremble and a moving one's does not lag.
 *
 * Source: Casiez, Roussel, Vogel, "1€ Filter: A Simple Speed-based Low-pass Filter for Noisy Input in Interactive
 * Systems", CHI 2012, https://gery.casiez.net/1euro/
 */

export interface OneEuroState {
  readonly value: number;
  /** Smoothed speed, units a second. */
  readonly speed: number;
}

export interface OneEuroParameters {
  /** Hz, at rest: the lower, the calmer. */
  readonly minCutoffHz: number;
  /** Hz for each unit a second of speed: the higher, the less lag in motion. */
  readonly beta: number;
  /** Hz, of the speed itself. */
  readonly speedCutoffHz: number;
}

/** The state after a measurement that comes `stepMs` after the last one; a step of nothing keeps the state. */
export function filterOneEuro(
  state: OneEuroState,
  measured: number,
  stepMs: number,
  { minCutoffHz, beta, speedCutoffHz }: OneEuroParameters,
): OneEuroState {
  if (!(stepMs > 0)) return state;
  const stepS = stepMs / 1000;
  const speedShare = shareOf(speedCutoffHz, stepS);
  const speed = state.speed + speedShare * ((measured - state.value) / stepS - state.speed);
  const share = shareOf(minCutoffHz + beta * Math.abs(speed), stepS);
  return { value: state.value + share * (measured - state.value), speed };
}

/** How far a first-order low-pass of this cutoff goes towards a measurement within the step. */
function shareOf(cutoffHz: number, stepS: number): number {
  const timeConstantS = 1 / (2 * Math.PI * cutoffHz);
  return stepS / (stepS + timeConstantS);
}
