/** @file The closed list of what can go wrong, and how it crosses contexts. */

export const FAULT_CODES = [
  'model-missing',
  'model-damaged',
  'model-empty',
  'model-too-large',
  'model-is-archive',
  'model-is-keras',
  'model-is-lite',
  'model-is-pytorch',
  'model-is-text',
  'model-is-picture',
  'model-not-onnx',
  'model-not-one-picture',
  'model-not-vector',
  'model-not-finite',
  'model-constant',
  'model-is-classifier',
  'model-not-stored',
  'model-too-slow',
  'webgl-missing',
  'recognizer-failed',
  'recognizer-gone',
  'storage-failed',
  'record-damaged',
  'configuration-stale',
  'people-full',
  'rejections-full',
  'anchor-missing',
  'name-empty',
  'samples-missing',
  'correction-gone',
  'too-many-corrections',
  'face-gone',
  'face-not-clear',
  'face-mixed',
  'group-gone',
  'no-face',
  'picture-unreadable',
  'picture-too-large',
  'picture-heic',
  'page-not-allowed',
  'message-invalid',
  'message-not-allowed',
  'internal',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/** An error that crosses contexts. The message is for developers; people read its text, see fault-texts.ts. */
export interface Fault {
  readonly code: FaultCode;
  readonly message: string;
}

/** Thrown inside a context; becomes a `Fault` when it leaves it. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Any thrown value as a fault; what is not a `FaultError` gets `fallback` and never carries data of its own. */
export function toFault(thrown: unknown, fallback: FaultCode = 'internal'): Fault {
  if (thrown instanceof FaultError) return { code: thrown.code, message: thrown.message };
  return { code: fallback, message: thrown instanceof Error ? thrown.name : 'unknown error' };
}
