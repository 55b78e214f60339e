/** @file What the settings page knows of the face models, as a reducer: which there are, how they compare, the file being added. */
import type { Fault, FaultCode } from '../../core/errors/fault.ts';
import type { GalleryReport } from '../../core/gallery/gallery-report.ts';
import type { ModelTrial, ModelsStatus } from '../../protocol/model-messages.ts';
import type { ToPanel } from '../../protocol/panel-port.ts';

export interface Comparison {
  readonly beforeId: string;
  readonly afterId: string;
  readonly before: GalleryReport;
  readonly after: GalleryReport;
}

export interface ChosenFile {
  readonly name: string;
  readonly bytes: number;
}

type ImportedMessage = Extract<ToPanel, { type: 'modelImported' }>;

export type ImportPhase =
  | { readonly kind: 'copying'; readonly share: number }
  | {
      readonly kind: 'checking';
      readonly stage: 'reading' | 'opening' | 'settling' | 'trying';
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'done'; readonly model: ImportedMessage }
  | { readonly kind: 'refused'; readonly code: FaultCode };

export interface ModelImport {
  readonly request: number;
  readonly file: ChosenFile;
  readonly phase: ImportPhase;
}

export interface Removal {
  readonly request: number;
  readonly modelId: string;
  /** Undefined while it is under way. */
  readonly fault: Fault | undefined;
}

/** What came of trying a model; a result stays until the next one is there. */
export interface TrialState {
  readonly request: number;
  readonly isRunning: boolean;
  /** Saved faces that are embedded for it; undefined before the first. */
  readonly progress: { readonly done: number; readonly total: number } | undefined;
  readonly result: ModelTrial | undefined;
  readonly fault: FaultCode | undefined;
}

export interface ModelsState {
  readonly isReachable: boolean;
  /** Undefined until the first one arrives. */
  readonly status: ModelsStatus | undefined;
  readonly comparison: Comparison | undefined;
  /** By model id. */
  readonly trials: Readonly<Record<string, TrialState>>;
  readonly intake: ModelImport | undefined;
  readonly removal: Removal | undefined;
}

export type ModelsEvent =
  | { readonly type: 'received'; readonly message: ToPanel }
  | { readonly type: 'gone' }
  | { readonly type: 'compared'; readonly comparison: Comparison }
  | { readonly type: 'trying'; readonly request: number; readonly modelId: string }
  | { readonly type: 'fileChosen'; readonly request: number; readonly file: ChosenFile }
  | { readonly type: 'fileCopied'; readonly request: number; readonly share: number }
  | { readonly type: 'fileRefused'; readonly request: number; readonly code: FaultCode }
  | { readonly type: 'importClosed' }
  | { readonly type: 'removing'; readonly request: number; readonly modelId: string };

export const NO_MODELS: ModelsState = {
  isReachable: true,
  status: undefined,
  comparison: undefined,
  trials: {},
  intake: undefined,
  removal: undefined,
};

export function isUnderWay(intake: ModelImport | undefined): boolean {
  return intake?.phase.kind === 'copying' || intake?.phase.kind === 'checking';
}

export function reduceModels(state: ModelsState, event: ModelsEvent): ModelsState {
  switch (event.type) {
    case 'received':
      return receive(state, event.message);
    case 'gone':
      return loseRecognizer(state);
    case 'compared':
      return { ...state, comparison: event.comparison };
    case 'trying':
      return withTrial(state, event.modelId, {
        request: event.request,
        isRunning: true,
        progress: undefined,
        result: state.trials[event.modelId]?.result,
        fault: undefined,
      });
    case 'fileChosen': {
      const { request, file } = event;
      return { ...state, intake: { request, file, phase: { kind: 'copying', share: 0 } } };
    }
    case 'fileCopied':
      return withPhase(state, event.request, { kind: 'copying', share: event.share });
    case 'fileRefused':
      return withPhase(state, event.request, { kind: 'refused', code: event.code });
    case 'importClosed':
      return { ...state, intake: undefined };
    case 'removing':
      return { ...state, removal: { request: event.request, modelId: event.modelId, fault: undefined } };
  }
}

function receive(state: ModelsState, message: ToPanel): ModelsState {
  switch (message.type) {
    case 'models':
      return { ...state, isReachable: true, status: message.status };
    case 'trialProgress': {
      const { request, done, total } = message;
      return ofTrial(state, request, { progress: { done, total } });
    }
    case 'modelTried':
      return ofTrial(state, message.request, { isRunning: false, result: message.trial });
    case 'importProgress': {
      const { request, stage, done, total } = message;
      return withPhase(state, request, { kind: 'checking', stage, done, total });
    }
    case 'modelImported':
      return withPhase(state, message.request, { kind: 'done', model: message });
    case 'modelRemoved':
      return forget(state, message.modelId);
    case 'refused': {
      const { request, fault } = message;
      const tried = ofTrial(state, request, { isRunning: false, result: undefined, fault: fault.code });
      const refused = withPhase(tried, request, { kind: 'refused', code: fault.code });
      return refused.removal?.request === request
        ? { ...refused, removal: { ...refused.removal, fault } }
        : refused;
    }
    // With the ids that were asked for: see use-models.ts.
    case 'comparison':
    case 'tab':
    case 'estimate':
    case 'groups':
    case 'groupsChanged':
    case 'picture':
    case 'suggestion':
    case 'enrolled':
    case 'enrollProgress':
    case 'diagnosing':
    case 'diagnosis':
    case 'corrected':
    case 'enrollQuestion':
    case 'enrollCancelled':
      return state;
  }
}

/** What was just added and is gone again is not offered any more. */
function forget(state: ModelsState, modelId: string): ModelsState {
  const phase = state.intake?.phase;
  const isIntake = phase?.kind === 'done' && phase.model.modelId === modelId;
  return {
    ...state,
    removal: state.removal?.modelId === modelId ? undefined : state.removal,
    intake: isIntake ? undefined : state.intake,
  };
}

/** What was under way in the recognizer died with it: said at once instead of waiting forever. */
function loseRecognizer(state: ModelsState): ModelsState {
  const { intake, removal } = state;
  const isLost = intake?.phase.kind === 'checking';
  return {
    ...state,
    isReachable: false,
    trials: Object.fromEntries(Object.entries(state.trials).filter(([, { isRunning }]) => !isRunning)),
    intake: isLost ? { ...intake, phase: { kind: 'refused', code: 'recognizer-gone' } } : intake,
    removal:
      removal?.fault === undefined && removal !== undefined
        ? { ...removal, fault: { code: 'recognizer-gone', message: 'the connection was lost' } }
        : removal,
  };
}

/** Answers to an earlier trial of the model change nothing. */
function ofTrial(state: ModelsState, request: number, change: Partial<TrialState>): ModelsState {
  const found = Object.entries(state.trials).find(([, trial]) => trial.request === request);
  return found === undefined ? state : withTrial(state, found[0], { ...found[1], ...change });
}

function withTrial(state: ModelsState, modelId: string, trial: TrialState): ModelsState {
  return { ...state, trials: { ...state.trials, [modelId]: trial } };
}

function withPhase(state: ModelsState, request: number, phase: ImportPhase): ModelsState {
  return state.intake?.request === request ? { ...state, intake: { ...state.intake, phase } } : state;
}
