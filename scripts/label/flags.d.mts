/** @file Types of flags.mjs. */
export interface LabelFlags {
  readonly inputs: readonly string[];
  readonly anchors: string | undefined;
  readonly out: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly flip: boolean;
  readonly effects: readonly string[];
  readonly model: string | undefined;
  readonly json: string | undefined;
  readonly help: boolean;
}

export const LABEL_HELP: string;
export const EFFECTS: readonly string[];
export function parseLabelFlags(args: readonly string[]): LabelFlags;
