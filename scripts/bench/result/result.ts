/** @file What a run of the bench finds, as `--json` writes it. Milliseconds are medians unless the name says otherwise. */

/** How a system really runs here. */
export interface SystemFacts {
  readonly backend: string;
  readonly hasSimd: boolean;
  readonly hasThreads: boolean;
  readonly threads: number;
  readonly models: string;
}

/** Of one frame, everything recomputed; the ratios are the peer's time by Nametag's with its default network. */
export interface FullFrameResult {
  readonly nametag: number;
  readonly nametagFacenetFp32?: number;
  readonly nametagFacenetInt8?: number;
  readonly faceApiTiny: number;
  readonly faceApiSsd: number;
  readonly human: number;
  readonly ratioTiny: number;
  readonly ratioSsd: number;
  readonly ratioHuman: number;
  /** Faces. */
  readonly found: {
    readonly nametag: number;
    readonly faceApiTiny: number;
    readonly faceApiSsd: number;
    readonly human: number;
  };
  readonly rounds: number;
}

export interface LatencyResult {
  /** Null where nobody came. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly appearances: number;
  /** Of them, those who left without a name: they count as long as they were there. */
  readonly unnamed: number;
}

export interface WorkResult {
  /** Mean of a sampled frame: detector, embedder and the recognizer's own main thread. */
  readonly msPerFrame: number;
  readonly framesPerSecond: number;
  /** Of these frames, those that the detector did not see: faces were followed from the frame before. */
  readonly followedShare: number;
  readonly looksPerSecond: number;
  readonly detectMs: number;
  readonly refineMs: number;
  readonly embedMs: number;
  readonly ownMs: number;
  /** Not work: how long a frame waits for the detector. */
  readonly waitingMs: number;
}

export interface PeerSteadyResult {
  readonly boxesPerSecond: number;
  readonly namesPerSecond: number;
  readonly facesPerFrame: number;
  readonly droppedFrames: number;
  readonly presentedFrames: number;
  readonly nameLatencyMs: LatencyResult;
}

export interface SteadyResult {
  readonly msPerFrame: number;
  /** `msPerFrame` by a bare run of the detector at the same rate, beside the same clip. */
  readonly xDetector: number;
  readonly bareDetectorMs: number;
  /** As `bareDetectorMs`, by MediaPipe's own runtime. */
  readonly bareMediaPipeMs: number;
  readonly boxesPerSecond: number;
  readonly namesPerSecond: number;
  readonly droppedFrames: number;
  readonly presentedFrames: number;
  readonly nameLatencyMs: LatencyResult;
  readonly work: WorkResult;
  /** While people come and go. */
  readonly comingAndGoing: WorkResult;
  readonly peers: Readonly<Record<string, PeerSteadyResult>>;
}

export interface FloorResult {
  readonly detectorMs: number;
  readonly detector640Ms: number;
  /** The same network as MediaPipe runs it, 256 pixels wide. */
  readonly mediaPipeMs: number;
  readonly embedderMs: number;
  readonly embedderFacenetFp32Ms: number;
  readonly embedderFacenetInt8Ms: number;
}

export interface PageResult {
  readonly mainThreadMsPerFrame: number;
  /** All that the page's main thread did more than without Nametag, by the browser's own account. */
  readonly taskMsPerFrame: number;
  /** Tasks of more than 50 ms with Nametag on, less those with it off. */
  readonly longTasks: number;
  readonly longTasksOn: number;
  readonly longTasksOff: number;
  readonly longestTaskOnMs: number;
  readonly fpsOn: number;
  readonly fpsOff: number;
  /** Of each turn. */
  readonly turns: { readonly on: readonly number[]; readonly off: readonly number[] };
}

export interface GrowthPoint extends WorkResult {
  readonly count: number;
}

export interface GalleryPoint extends GrowthPoint {
  readonly isStudied: boolean;
}

export interface WidthPoint {
  readonly widthPx: number;
  readonly ms: number;
  readonly found: Readonly<Record<string, number>>;
}

export interface GrowthResult {
  readonly gallery: readonly GalleryPoint[];
  readonly faces: readonly GrowthPoint[];
  readonly videos: readonly GrowthPoint[];
  readonly detectionWidth: readonly WidthPoint[];
}

export interface MachineResult {
  readonly date: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly browser: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly isCrossOriginIsolated: boolean;
  readonly tfjsWasm: string;
  readonly recognizerThreads: number;
  readonly isQuick: boolean;
  readonly seconds: number;
}

type FaceKey = 'faces1' | 'faces5' | 'faces16';

export interface BenchResult {
  readonly fullFrame?: Readonly<Record<FaceKey, FullFrameResult>>;
  readonly steady?: Readonly<Record<FaceKey, SteadyResult>>;
  readonly floor?: FloorResult;
  readonly page?: PageResult;
  readonly growth?: GrowthResult;
  readonly peers: Readonly<Record<string, SystemFacts>>;
  readonly machine: MachineResult;
}

export function faceKey(count: 1 | 5 | 16): FaceKey {
  switch (count) {
    case 1:
      return 'faces1';
    case 5:
      return 'faces5';
    case 16:
      return 'faces16';
  }
}
