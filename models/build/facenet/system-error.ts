/** @file What the operating system refuses, in one sentence for the person at the terminal. */

/** Files and downloads together. */
const NEEDED_MB = 350;

/** `undefined` for what is not the operating system's error, and so a mistake of the program. */
export function describeSystemError(error: unknown): string | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return undefined;
  const where = 'path' in error && typeof error.path === 'string' ? error.path : 'the models folder';
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return (
        `The disk is full, ${where} could not be written: free about ${String(NEEDED_MB)} MB and run the command again, ` +
        'it goes on from there.'
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${where} may not be written: change its permissions and run the command again.`;
    default:
      return error.message;
  }
}
