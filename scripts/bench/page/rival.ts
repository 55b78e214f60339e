/** @file A peer, as its documentation would have it used for recognition, behind one small interface. Loaded by address, unchanged. */
import type { SystemFacts } from '../result/result.ts';

export const RIVALS = ['faceApiTiny', 'faceApiSsd', 'human'] as const;
export type RivalName = (typeof RIVALS)[number];

export type RivalInput = HTMLVideoElement | HTMLCanvasElement;

export interface Rival {
  readonly facts: SystemFacts;
  /** Finds, aligns and embeds every face anew. Returns how many there are. */
  recognize(input: RivalInput): Promise<number>;
  /** Learns the largest face of a picture; false where it finds none. */
  enroll(picture: HTMLCanvasElement, name: string): Promise<boolean>;
  /** As `recognize`, with whatever it may keep from the frame before, and a name for each face that is known. */
  follow(video: HTMLVideoElement): Promise<RivalSight>;
}

export interface RivalSight {
  readonly faces: number;
  readonly names: readonly string[];
}

/** The part of TensorFlow.js that both of them bundle and that their types leave out. */
export interface BundledTensorFlow {
  setBackend(name: 'wasm'): Promise<boolean>;
  ready(): Promise<void>;
  getBackend(): string;
  setWasmPaths(folder: string): void;
  getThreadsCount(): number;
  env(): { getAsync(flag: string): Promise<unknown> };
  readonly version_core?: string;
}

/** Where the site has the wasm files of `@tensorflow/tfjs-backend-wasm`. */
export const TFJS_WASM = '/tfjs/';

/** @throws where it runs otherwise than the comparison says. */
export async function factsOf(tf: BundledTensorFlow, models: string): Promise<SystemFacts> {
  const flags = ['WASM_HAS_SIMD_SUPPORT', 'WASM_HAS_MULTITHREAD_SUPPORT'];
  const [hasSimd, hasThreads] = await Promise.all(flags.map((flag) => tf.env().getAsync(flag)));
  const facts = {
    backend: tf.getBackend(),
    hasSimd: hasSimd === true,
    hasThreads: hasThreads === true,
    threads: tf.getThreadsCount(),
    models,
  };
  if (facts.backend !== 'wasm' || !facts.hasSimd || !facts.hasThreads)
    throw new Error(`TensorFlow.js does not run as it could: ${JSON.stringify(facts)}`);
  return facts;
}
