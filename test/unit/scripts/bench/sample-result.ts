/** @file A result of round numbers, with one target missed. */
import type {
  BenchResult,
  FullFrameResult,
  SteadyResult,
  WorkResult,
} from '../../../../scripts/bench/result/result.ts';

const FRAME: FullFrameResult = {
  nametag: 100,
  nametagFacenetFp32: 400,
  nametagFacenetInt8: 380,
  faceApiTiny: 300,
  faceApiSsd: 500,
  human: 450,
  ratioTiny: 3,
  ratioSsd: 5,
  ratioHuman: 4.5,
  found: { nametag: 5, faceApiTiny: 5, faceApiSsd: 4, human: 5 },
  rounds: 15,
};

const WORK: WorkResult = {
  msPerFrame: 15,
  framesPerSecond: 22,
  followedShare: 0.4,
  looksPerSecond: 5,
  detectMs: 10,
  refineMs: 1,
  embedMs: 3,
  ownMs: 1,
  waitingMs: 2,
};

const STEADY: SteadyResult = {
  msPerFrame: 15,
  xDetector: 1.5,
  bareDetectorMs: 10,
  bareMediaPipeMs: 12,
  boxesPerSecond: 22,
  namesPerSecond: 5,
  droppedFrames: 3,
  presentedFrames: 600,
  nameLatencyMs: { p50: 250, p95: 400, appearances: 16, unnamed: 1 },
  work: WORK,
  comingAndGoing: WORK,
  peers: {
    human: {
      boxesPerSecond: 3,
      namesPerSecond: 14,
      facesPerFrame: 4.9,
      droppedFrames: 100,
      presentedFrames: 600,
      nameLatencyMs: { p50: null, p95: null, appearances: 0, unnamed: 0 },
    },
  },
};

export const RESULT: BenchResult = {
  fullFrame: { faces1: FRAME, faces5: FRAME, faces16: FRAME },
  steady: { faces1: STEADY, faces5: STEADY, faces16: STEADY },
  page: {
    mainThreadMsPerFrame: 2,
    taskMsPerFrame: 3,
    longTasks: 0,
    longTasksOn: 1,
    longTasksOff: 1,
    longestTaskOnMs: 60,
    fpsOn: 54,
    fpsOff: 60,
    turns: { on: [54], off: [60] },
  },
  growth: {
    gallery: [
      { ...WORK, count: 10, isStudied: true },
      { ...WORK, count: 10_000, msPerFrame: 16, isStudied: false },
    ],
    faces: [{ ...WORK, count: 1 }],
    videos: [{ ...WORK, count: 16 }],
    detectionWidth: [{ widthPx: 256, ms: 10, found: { faces1: 1, faces5: 5, faces16: 16 } }],
  },
  peers: {
    human: { backend: 'wasm', hasSimd: true, hasThreads: true, threads: 2, models: 'blazeface <and> more' },
  },
  machine: {
    date: '2026-01-02',
    cores: 2,
    processor: 'A processor',
    memoryGb: 8,
    system: 'Linux 6',
    browser: 'Chrome/150',
    packages: { 'onnxruntime-web': '1.30.0' },
    isCrossOriginIsolated: true,
    tfjsWasm: 'tfjs-backend-wasm-threaded-simd.wasm',
    recognizerThreads: 1,
    isQuick: false,
    seconds: 800,
  },
};
