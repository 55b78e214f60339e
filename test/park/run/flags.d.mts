export interface ParkFlags {
  /** All players without it. */
  readonly only: readonly string[] | undefined;
  readonly json: string | undefined;
  readonly docs: boolean;
  readonly help: boolean;
}
export const PARK_HELP: string;
export function parseParkFlags(args: readonly string[]): ParkFlags;
