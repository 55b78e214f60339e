/** @file How many closer looks a frame may ask for. */

export interface LookAllowance {
  /** In all. */
  readonly all: number;
  /** Of which so many at faces that have not got a settled verdict: new ones, and those in doubt. */
  readonly urgent: number;
  /** Of which so many at faces that are judged already. */
  readonly routine: number;
}

export const NO_LOOKS: LookAllowance = { all: 0, urgent: 0, routine: 0 };
/** For recordings, which wait for their looks. */
export const ALL_LOOKS: LookAllowance = { all: Infinity, urgent: Infinity, routine: Infinity };
