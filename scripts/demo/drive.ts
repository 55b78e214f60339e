/** @file Uses the extension by itself, through its real popup, and tells how that went. */
import { SetupError } from '../setup/setup-error.mjs';

export interface DriveOptions {
  /** The built extension, as an absolute path. */
  extensionDir: string;
  seconds: number;
  json: string | undefined;
}

/** @returns the exit code */
export function driveDemo(options: DriveOptions): Promise<number> {
  return Promise.reject(new SetupError(`The demo cannot drive ${options.extensionDir} by itself yet.`));
}
