/** @file What a soak prints: one line a minute, and the verdict last. */
import { median } from '../eval-video/numbers.ts';
import type { SoakReport } from './run.ts';
import type { SoakSample } from './verdict.ts';

const MEGABYTE = 2 ** 20;

export function minuteLine(minute: number, samples: readonly SoakSample[], boxesPerSecond: number): string {
  const last = samples.at(-1);
  const contexts = Object.keys(last?.contexts ?? {}).map((name) => {
    const memory = samples.flatMap(({ contexts: all }) => all[name] ?? []);
    const heap = megabytes(median(memory.map(({ heapBytes }) => heapBytes)));
    const wasm = memory.flatMap(({ wasmBytes }) => wasmBytes ?? []);
    return `${name} ${heap}${wasm.length > 0 ? ` + wasm ${megabytes(median(wasm), 1)}` : ''}`;
  });
  const rss = Object.entries(last?.rssBytes ?? {}).map(([kind, bytes]) => `${kind} ${megabytes(bytes, 0)}`);
  const { videoFrames = 0, imageBitmaps = 0, tensors = 0 } = last?.open ?? {};
  return [
    `Minute ${String(minute)}: ${boxesPerSecond.toFixed(1)} boxes a second`,
    `heaps in MB: ${contexts.join(', ')}`,
    rss.length > 0 ? `resident MB: ${rss.join(', ')}` : 'resident memory: on Linux only',
    `open: ${String(videoFrames)} frames, ${String(imageBitmaps)} bitmaps, ${String(tensors)} tensors`,
  ].join(' · ');
}

export function verdictLines({ growthAfterMinute2, verdict }: SoakReport): string[] {
  const growth = Object.entries(growthAfterMinute2).map(
    ([name, percent]) => `${name} ${percent.toFixed(1)} %`,
  );
  return [
    ...(growth.length > 0 ? [`Growth after minute 2: ${growth.join(', ')}`] : []),
    verdict.isSteady ? '✓ Steady.' : `✗ Not steady: ${verdict.reasons.join(' ')}`,
  ];
}

function megabytes(bytes = 0, places = 2): string {
  return (bytes / MEGABYTE).toFixed(places);
}
