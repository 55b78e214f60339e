/** @file What was said of the face whose row is open, as a part of the panel's state: at most one thing at a time. */
import type { Fault } from '../../../core/errors/fault.ts';
import type { CorrectionWish } from '../../../protocol/correction-messages.ts';
import type { AskingStep } from '../panel/enroll-step.ts';
import type { ToPanel } from '../../../protocol/panel-port.ts';

export type CorrectionGrounds = NonNullable<Extract<ToPanel, { type: 'corrected' }>['grounds']>;

export type CorrectionPhase =
  | { readonly kind: 'waiting' }
  | AskingStep
  | {
      readonly kind: 'noted';
      readonly correctionId: string;
      readonly isCovered?: boolean;
      readonly grounds?: CorrectionGrounds;
    }
  | { readonly kind: 'undone' }
  | { readonly kind: 'refused'; readonly fault: Fault };

export interface FaceCorrection {
  readonly request: number;
  readonly face: string;
  readonly wish: CorrectionWish;
  /** The name that the face had; empty where it had none. */
  readonly before: string;
  readonly phase: CorrectionPhase;
}

/** An answer to another request changes nothing. */
export function settleCorrection(
  correction: FaceCorrection | undefined,
  request: number,
  phase: CorrectionPhase,
): FaceCorrection | undefined {
  return correction?.request === request ? { ...correction, phase } : correction;
}
