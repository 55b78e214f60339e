/** @file What a page knows of the recognizer, as a reducer: the tab's faces, the picture being looked at, the enrollments under way. */
import type { Fault } from '../../../core/errors/fault.ts';
import type { Pixels } from '../../../core/image/pixels.ts';
import type { PictureFace, TabStatus, ToPanel } from '../../../protocol/panel-port.ts';
import {
  settleCorrection,
  type CorrectionPhase,
  type FaceCorrection,
} from '../corrections/correction-state.ts';
import { updateSlots, type FaceSlot } from '../faces/face-slots.ts';
import { NOT_COLLECTED_YET, stepOf, type EnrollStep } from './enroll-step.ts';

/** The face that somebody wants to name. */
export type FaceTarget =
  | { readonly kind: 'tab'; readonly face: string }
  | { readonly kind: 'picture'; readonly picture: number; readonly face: number };

export type EnrollmentPhase =
  | EnrollStep
  /** An answer was given, and nothing more is asked. */
  | { readonly kind: 'saving' }
  | { readonly kind: 'refused'; readonly fault: Fault };

export interface Enrollment {
  readonly request: number;
  readonly target: FaceTarget;
  readonly name: string;
  readonly anchorId?: string;
  /** As it looked when it was named; it may have left since. */
  readonly crop?: Pixels;
  readonly phase: EnrollmentPhase;
}

export type PicturePhase =
  | { readonly kind: 'searching' }
  | { readonly kind: 'found'; readonly faces: readonly PictureFace[] }
  | { readonly kind: 'refused'; readonly fault: Fault };

export interface PictureState {
  readonly request: number;
  readonly phase: PicturePhase;
}

export interface PanelState {
  readonly isReachable: boolean;
  /** Undefined until the first one arrives. */
  readonly status: TabStatus | undefined;
  readonly slots: readonly FaceSlot[];
  readonly naming: FaceTarget | undefined;
  /** What was said of the face in `naming`. */
  readonly correction: FaceCorrection | undefined;
  /** The name on the tile of the face whose name field is open, once it has come. */
  readonly suggestion: { readonly request: number; readonly name: string | undefined } | undefined;
  /** The face under the pointer or with the focus: it must not be exchanged in the moment of the click. */
  readonly pointedFace: string | undefined;
  /** Newest last, at most one a target. */
  readonly enrollments: readonly Enrollment[];
  readonly picture: PictureState | undefined;
}

export type PanelEvent =
  | { readonly type: 'received'; readonly message: ToPanel; readonly nowMs: number }
  | { readonly type: 'gone' }
  | { readonly type: 'pointed'; readonly face: string | undefined }
  /** `request` where a suggestion has been asked for. */
  | { readonly type: 'naming'; readonly target: FaceTarget | undefined; readonly request?: number }
  | { readonly type: 'enrolling'; readonly enrollment: Omit<Enrollment, 'phase'> }
  | { readonly type: 'correcting'; readonly correction: FaceCorrection }
  | { readonly type: 'correctionSettled'; readonly request: number; readonly phase: CorrectionPhase }
  | { readonly type: 'enrollmentDismissed'; readonly request: number }
  | { readonly type: 'enrollmentAnswered'; readonly request: number }
  | { readonly type: 'pictureChosen'; readonly request: number }
  | { readonly type: 'pictureRefused'; readonly request: number; readonly fault: Fault }
  | { readonly type: 'pictureClosed' };

export const EMPTY_PANEL: PanelState = {
  isReachable: true,
  status: undefined,
  slots: [],
  naming: undefined,
  correction: undefined,
  suggestion: undefined,
  pointedFace: undefined,
  enrollments: [],
  picture: undefined,
};

const GONE: Fault = { code: 'recognizer-gone', message: 'the connection was lost' };
const NO_FACE: Fault = { code: 'no-face', message: 'the picture has no face' };

export function isSameTarget(a: FaceTarget, b: FaceTarget): boolean {
  if (a.kind === 'tab') return b.kind === 'tab' && a.face === b.face;
  return b.kind === 'picture' && a.picture === b.picture && a.face === b.face;
}

export function reducePanel(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'received':
      return receive(state, event.message, event.nowMs);
    case 'gone':
      return loseRecognizer(state);
    case 'pointed':
      return { ...state, pointedFace: event.face };
    case 'naming':
      return {
        ...state,
        naming: event.target,
        correction: undefined,
        suggestion: event.request === undefined ? undefined : { request: event.request, name: undefined },
      };
    case 'correcting':
      return { ...state, correction: event.correction };
    case 'correctionSettled':
      return { ...state, correction: settleCorrection(state.correction, event.request, event.phase) };
    case 'enrolling':
      return startEnrollment(state, event.enrollment);
    case 'enrollmentDismissed':
      return withoutEnrollment(state, event.request);
    case 'enrollmentAnswered':
      return withEnrollmentPhase(
        { ...state, correction: settleCorrection(state.correction, event.request, { kind: 'waiting' }) },
        event.request,
        { kind: 'saving' },
      );
    case 'pictureChosen':
      return { ...closePicture(state), picture: { request: event.request, phase: { kind: 'searching' } } };
    case 'pictureRefused':
      return withPicturePhase(state, event.request, { kind: 'refused', fault: event.fault });
    case 'pictureClosed':
      return closePicture(state);
  }
}

function receive(state: PanelState, message: ToPanel, nowMs: number): PanelState {
  switch (message.type) {
    case 'tab': {
      const held = [state.pointedFace, state.naming?.kind === 'tab' ? state.naming.face : undefined];
      const heldFaces = held.filter((face) => face !== undefined);
      const slots = updateSlots(state.slots, message.status.faces, heldFaces, nowMs);
      return { ...state, isReachable: true, status: message.status, slots };
    }
    case 'enrollQuestion': {
      const step = stepOf(message);
      const isAsking = step.kind === 'asking';
      const correction = isAsking
        ? settleCorrection(state.correction, message.request, step)
        : state.correction;
      return withEnrollmentPhase({ ...state, correction }, message.request, step);
    }
    case 'enrollProgress':
    case 'enrolled':
      return withEnrollmentPhase(state, message.request, stepOf(message));
    case 'enrollCancelled': {
      const isCorrection = state.correction?.request === message.request;
      return withoutEnrollment(isCorrection ? { ...state, correction: undefined } : state, message.request);
    }
    case 'refused': {
      const phase = { kind: 'refused', fault: message.fault } as const;
      const correction = settleCorrection(state.correction, message.request, phase);
      const refused = withEnrollmentPhase({ ...state, correction }, message.request, phase);
      return withPicturePhase(refused, message.request, phase);
    }
    case 'corrected': {
      const { request, correctionId, isCovered, grounds } = message;
      const phase = {
        kind: 'noted',
        correctionId,
        ...(isCovered === undefined ? {} : { isCovered }),
        ...(grounds === undefined ? {} : { grounds }),
      } as const;
      return { ...state, correction: settleCorrection(state.correction, request, phase) };
    }
    case 'picture':
      return findFaces(state, message.request, message.faces);
    case 'suggestion': {
      const { request, name } = message;
      if (name === null || state.suggestion?.request !== request) return state;
      return { ...state, suggestion: { request, name } };
    }
    // For the settings and people pages, the strictness slider and the groups, which ask for them.
    case 'groups':
    case 'groupsChanged':
    case 'models':
    case 'comparison':
    case 'trialProgress':
    case 'modelTried':
    case 'importProgress':
    case 'modelImported':
    case 'modelRemoved':
    case 'estimate':
    case 'diagnosing':
    case 'diagnosis':
      return state;
  }
}

/** With a single face there is nothing to choose: its name field opens at once. */
function findFaces(state: PanelState, request: number, faces: readonly PictureFace[]): PanelState {
  if (state.picture?.request !== request) return state;
  const [first] = faces;
  if (first === undefined) return withPicturePhase(state, request, { kind: 'refused', fault: NO_FACE });
  const found = withPicturePhase(state, request, { kind: 'found', faces });
  if (faces.length > 1) return found;
  return { ...found, naming: { kind: 'picture', picture: request, face: first.face } };
}

function startEnrollment(state: PanelState, enrollment: Omit<Enrollment, 'phase'>): PanelState {
  const others = state.enrollments.filter(({ target }) => !isSameTarget(target, enrollment.target));
  const started: Enrollment = { ...enrollment, phase: NOT_COLLECTED_YET };
  return { ...state, naming: undefined, correction: undefined, enrollments: [...others, started] };
}

/** What was under way in the recognizer died with it: said at once instead of waiting forever. */
function loseRecognizer(state: PanelState): PanelState {
  const phase = { kind: 'refused', fault: GONE } as const;
  const lost: PanelState = {
    ...state,
    isReachable: false,
    correction: isOpen(state.correction) ? { ...state.correction, phase } : state.correction,
    enrollments: state.enrollments.map((enrollment) => {
      if (enrollment.phase.kind === 'refused') return enrollment;
      if (enrollment.phase.kind !== 'saved') return { ...enrollment, phase };
      return { ...enrollment, phase: { ...enrollment.phase, canCollectMore: false } };
    }),
  };
  return lost.picture === undefined ? lost : { ...closePicture(lost), picture: { ...lost.picture, phase } };
}

function isOpen(correction: FaceCorrection | undefined): correction is FaceCorrection {
  return correction?.phase.kind === 'waiting' || correction?.phase.kind === 'asking';
}

function closePicture(state: PanelState): PanelState {
  const naming = state.naming?.kind === 'picture' ? undefined : state.naming;
  return { ...state, naming, picture: undefined };
}

function withoutEnrollment(state: PanelState, request: number): PanelState {
  return { ...state, enrollments: state.enrollments.filter((enrollment) => enrollment.request !== request) };
}

function withEnrollmentPhase(state: PanelState, request: number, phase: EnrollmentPhase): PanelState {
  const enrollments = state.enrollments.map((enrollment) =>
    enrollment.request === request ? { ...enrollment, phase } : enrollment,
  );
  return { ...state, enrollments };
}

function withPicturePhase(state: PanelState, request: number, phase: PicturePhase): PanelState {
  return state.picture?.request === request ? { ...state, picture: { request, phase } } : state;
}
