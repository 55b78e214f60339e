/** @file Types of facenet.mjs. */
interface Run {
  (
    args: string[],
    options: { env?: Record<string, string>; onLine?: (line: string) => void },
  ): Promise<{ code: number; output: string }>;
}

export interface FacenetFetch {
  fetch(): void;
  finish(): Promise<void>;
}

export function beginFacenet(options?: { modelsDir?: string; url?: string; run?: Run }): FacenetFetch;
export function isFacenetBuilt(modelsDir: string): boolean;
