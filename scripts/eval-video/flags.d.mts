/** @file Types of flags.mjs. */
export interface EvalVideoFlags {
  readonly input: string | undefined;
  readonly generated: boolean;
  readonly slideshow: string | undefined;
  readonly anchors: string | undefined;
  readonly labels: string | undefined;
  /** Seconds. */
  readonly enrollFromStart: number | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly model: string | undefined;
  readonly json: string | undefined;
  readonly perFrame: string | undefined;
  readonly help: boolean;
}

export const EVAL_VIDEO_HELP: string;
export function parseEvalVideoFlags(args: readonly string[]): EvalVideoFlags;
