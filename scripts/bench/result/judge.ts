/** @file The figures that were promised, and whether this run holds them. Pure. */
import type { BenchResult } from './result.ts';
import { rounded } from './statistics.ts';

export interface Judgement {
  readonly what: string;
  readonly target: string;
  /** What was measured, in words. */
  readonly figure: string;
  readonly isMet: boolean;
}

/** Only of what was measured. */
export function judge({ fullFrame, steady, page, growth }: BenchResult): Judgement[] {
  const judgements: Judgement[] = [];
  const atLeast = (what: string, value: number, least: number, unit = '×'): void => {
    judgements.push({
      what,
      target: `≥ ${String(least)}${unit}`,
      figure: text(value, unit),
      isMet: value >= least,
    });
  };
  const atMost = (what: string, value: number | null, most: number, unit = '×'): void => {
    const isMet = value !== null && value <= most;
    judgements.push({ what, target: `≤ ${String(most)}${unit}`, figure: text(value, unit), isMet });
  };

  const five = fullFrame?.faces5;
  if (five !== undefined) {
    atLeast('5 faces, one frame: face-api tiny by Nametag', five.ratioTiny, 3);
    atLeast('5 faces, one frame: face-api SSD by Nametag', five.ratioSsd, 5);
    atLeast('5 faces, one frame: human by Nametag', five.ratioHuman, 5);
    const { nametag, ...peers } = five.found;
    atLeast('5 faces, one frame: faces found', nametag, Math.max(...Object.values(peers)), ' faces');
  }
  if (steady !== undefined) {
    const { msPerFrame, xDetector } = steady.faces5;
    if (five !== undefined)
      atLeast('5 faces, playing: face-api tiny’s whole frame by Nametag', five.faceApiTiny / msPerFrame, 15);
    atMost('5 faces, playing: Nametag by the bare detector', xDetector, 1.5);
    atMost('16 faces by 1 face, playing', steady.faces16.msPerFrame / steady.faces1.msPerFrame, 2);
    atMost('1 face: first frame to name, median', steady.faces1.nameLatencyMs.p50, 300, ' ms');
  }
  const galleryShare = shareOfGalleries(growth?.gallery ?? []);
  if (galleryShare !== undefined) atMost('10,000 people saved by 10, playing', galleryShare, 1.1);
  if (page !== undefined) {
    atMost('Page’s main thread, a sampled frame', page.mainThreadMsPerFrame, 3, ' ms');
    atMost('Tasks of more than 50 ms from Nametag', page.longTasks, 0, '');
    atMost('Page’s frame rate lost', (1 - page.fpsOn / page.fpsOff) * 100, 10, ' %');
  }
  return judgements;
}

function shareOfGalleries(points: readonly { readonly count: number; readonly msPerFrame: number }[]) {
  const msOf = (count: number): number | undefined => points.find((one) => one.count === count)?.msPerFrame;
  const [few, many] = [msOf(10), msOf(10_000)];
  return few === undefined || many === undefined ? undefined : many / few;
}

function text(value: number | null, unit: string): string {
  if (value === null || Number.isNaN(value)) return 'not measured';
  return `${String(rounded(value))}${unit}`;
}
