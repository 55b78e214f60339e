/** @file Types of flags.mjs. */
export interface EvalFlags {
  readonly pairs: string | undefined;
  readonly groups: string | undefined;
  readonly noGroups: boolean;
  readonly images: string | undefined;
  readonly face: 'middle' | 'largest' | undefined;
  readonly people: string | undefined;
  readonly scenes: string | undefined;
  readonly labels: string | undefined;
  readonly npmPictures: boolean;
  readonly model: string | undefined;
  readonly metric: 'euclidean' | 'cosine' | undefined;
  readonly variant: string | undefined;
  readonly samples: number | undefined;
  readonly json: string | undefined;
  readonly help: boolean;
}

export const EVAL_HELP: string;
export function parseEvalFlags(args: readonly string[]): EvalFlags;
