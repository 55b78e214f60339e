/** @file The error of a set-up that cannot go on, and the way every command ends on it. */

/** Its message is for the person: one line that says what to do. `details` is the output of the tool that failed. */
export class SetupError extends Error {
  constructor(message, { cause, details = '' } = {}) {
    super(message, { cause });
    this.name = 'SetupError';
    this.details = details;
  }
}

/**
 * Prints an error the way its reader needs it: a `SetupError` as its message, anything else with its stack.
 * @param {unknown} error
 */
export function printError(error) {
  if (!(error instanceof SetupError)) {
    console.error(error);
    return;
  }
  if (error.details !== '') console.error(`\n${error.details.trimEnd()}\n`);
  console.error(`✗ ${error.message}`);
}
