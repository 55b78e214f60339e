/** @file How far an enrollment is, as the recognizer tells it: collecting, asking, saved. */
import type { Hint } from '../../../core/enrollment/advice.ts';
import type { PoseSlot } from '../../../core/enrollment/pose-slots.ts';
import type { CollectMode } from '../../../protocol/enroll-messages.ts';
import type { ToPanel } from '../../../protocol/panel-port.ts';

export interface CollectingStep {
  readonly kind: 'collecting';
  /** Undefined until the first word of it: until then it cannot be finished early. */
  readonly mode?: CollectMode;
  readonly collected: number;
  readonly wanted: number;
  readonly covered: readonly PoseSlot[];
  readonly hint?: Hint;
  readonly isEnough: boolean;
}

/** About a name. */
export interface NameQuestion {
  readonly kind: 'asking';
  readonly doubt: 'known' | 'unlike';
  /** Whom the question is about. */
  readonly anchorId: string;
  readonly name: string;
  /** With `unlike`: the name that a person of its own would get. */
  readonly apartName?: string;
}

/** Something covers the face, and nobody else is concerned. */
export interface CoverQuestion {
  readonly kind: 'asking';
  readonly doubt: 'covered';
}

export type AskingStep = NameQuestion | CoverQuestion;

export interface SavedStep {
  readonly kind: 'saved';
  readonly name: string;
  readonly samples: number;
  readonly isNew: boolean;
  /** Missing for still pictures. */
  readonly covered?: readonly PoseSlot[];
  readonly canCollectMore: boolean;
  readonly isCutShort: boolean;
  readonly lookAlike?: string;
}

export type EnrollStep = CollectingStep | AskingStep | SavedStep;

export const NOT_COLLECTED_YET: CollectingStep = {
  kind: 'collecting',
  collected: 0,
  wanted: 0,
  covered: [],
  isEnough: false,
};

export function stepOf(
  message: Extract<ToPanel, { type: 'enrollProgress' | 'enrollQuestion' | 'enrolled' }>,
): EnrollStep {
  switch (message.type) {
    case 'enrollProgress': {
      const { mode, collected, wanted, covered, hint, isEnough } = message;
      const progress = { mode, collected, wanted, covered, isEnough };
      return { kind: 'collecting', ...progress, ...(hint === undefined ? {} : { hint }) };
    }
    case 'enrollQuestion': {
      if (message.kind === 'covered') return { kind: 'asking', doubt: 'covered' };
      const { kind: doubt, anchorId, name, apartName } = message;
      return { kind: 'asking', doubt, anchorId, name, ...(apartName === undefined ? {} : { apartName }) };
    }
    case 'enrolled': {
      const { name, samples, isNew, covered, canCollectMore, isCutShort, lookAlike } = message;
      return {
        kind: 'saved',
        ...{ name, samples, isNew, canCollectMore, isCutShort },
        ...(covered === undefined ? {} : { covered }),
        ...(lookAlike === undefined ? {} : { lookAlike }),
      };
    }
  }
}
