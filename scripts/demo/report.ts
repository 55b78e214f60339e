/** @file What the self-driving demo found out, as JSON and as a small table. */
import type { EngineStatus } from '../../src/protocol/panel-port.ts';
import { describeKernels } from '../../src/ui/shared/panel/kernel-words.ts';

export interface DemoReport {
  videoFps: number;
  boxesPerSecond: number;
  /** Median time from an enrolled face's appearance to its name, over the appearances in the watch; null when there was none. */
  timeToFirstNameMs: number | null;
  slowestNameMs: number | null;
  /** `frames`: overlay updates with this name; `detectedFrames`: with a box on this person's face. */
  names: Record<
    string,
    {
      frames: number;
      wrongFrames: number;
      detectedFrames: number;
      namedFrames: number;
      /** Of the detected frames after the first second of each appearance. */
      settledNamedShare: number;
    }
  >;
  unknownFrames: number;
  /** Updates with a wrong name, the first second of an enrolled person's appearance left out. */
  wrongNameFrames: number;
  /** The same with nothing left out. */
  wrongNameFramesAtOnce: number;
  /** Updates by wrong name and whose face bore it. */
  mistakes: Record<string, number>;
  pageMainThreadMsPerFrame: number | null;
  detectMs: number | null;
  embedMs: number | null;
  crossOriginIsolated: boolean;
  threads: number;
  model: string;
  /** What runs the networks, see `KernelUse`. */
  kernels: EngineStatus['kernels'] | null;
  externalRequests: number;
}

export function writeReport(report: DemoReport, screenshot: string): void {
  const rows: [string, string][] = [
    ['Video', `${report.videoFps.toFixed(1)} frames/s`],
    ['Boxes', `${report.boxesPerSecond.toFixed(1)} updates/s`],
    ['First name after', `${show(report.timeToFirstNameMs)} (slowest ${show(report.slowestNameMs)})`],
    ...Object.entries(report.names).map(([name, score]): [string, string] => [
      name,
      `named in ${(score.settledNamedShare * 100).toFixed(1)} % of the frames with this face, ${String(score.wrongFrames)} wrong`,
    ]),
    [
      'Wrong names',
      `${String(report.wrongNameFrames)} updates (${String(report.wrongNameFramesAtOnce)} with first seconds)`,
    ],
    ['Page thread', `${show(report.pageMainThreadMsPerFrame)} a frame`],
    ['Detection', show(report.detectMs)],
    ['Embedding', `${show(report.embedMs)} on ${String(report.threads)} threads (${report.model})`],
    ['Runs on', describeKernels(report.kernels ?? undefined)],
    ['Isolated', report.crossOriginIsolated ? 'yes' : 'no'],
    ['External requests', String(report.externalRequests)],
    ['Picture', screenshot],
  ];
  for (const [label, value] of rows) console.log(`${label.padEnd(18)} ${value}`);
}

function show(value: number | null): string {
  return value === null ? 'not measured' : `${value.toFixed(1)} ms`;
}
