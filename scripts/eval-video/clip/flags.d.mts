/** @file Types of flags.mjs. */
export interface EvalClipFlags {
  readonly out: string | undefined;
  readonly labels: string | undefined;
  readonly anchors: string | undefined;
  readonly short: boolean;
  readonly help: boolean;
}

export const EVAL_CLIP_HELP: string;
export function parseEvalClipFlags(args: readonly string[]): EvalClipFlags;
