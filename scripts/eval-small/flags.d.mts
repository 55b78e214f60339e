/** @file Types of flags.mjs. */
export interface EvalSmallFlags {
  readonly input: string | undefined;
  readonly json: string | undefined;
  readonly quick: boolean;
  readonly help: boolean;
}

export const EVAL_SMALL_HELP: string;
export function parseEvalSmallFlags(args: readonly string[]): EvalSmallFlags;
