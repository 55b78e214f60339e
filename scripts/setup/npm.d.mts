/** @file Types of npm.mjs. */
export function runNpm(
  args: readonly string[],
  onLine?: (line: string) => void,
): Promise<{ code: number; output: string }>;
