/** @file Types of setup-error.mjs. */
export class SetupError extends Error {
  readonly details: string;
  constructor(message: string, options?: { cause?: unknown; details?: string });
}

export function printError(error: unknown): void;
