/** @file What is said of a file and its work. */
import { countOf } from '../../shared/plural.ts';
import type { FileState } from './file-queue.ts';
import type { FileResult } from './file-job.ts';

export function describeFile(state: FileState, isPaused: boolean): string {
  switch (state.kind) {
    case 'waiting':
      return 'Ready';
    case 'running': {
      const share = `${String(Math.floor(state.share * 100))} %`;
      if (isPaused) return `Paused at ${share}`;
      return state.leftS === undefined ? share : `${share} · ${describeSeconds(state.leftS)} left`;
    }
    case 'done':
      return describeResult(state.result);
    case 'failed':
      return 'Not finished';
    case 'canceled':
      return 'Canceled';
  }
}

export function describeSeconds(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${String(whole)} s`;
  return `${String(Math.floor(whole / 60))} min ${String(whole % 60)} s`;
}

function describeResult({ people, unknownTracks, ...rest }: FileResult): string {
  const names = Object.keys(people);
  const parts = [
    ...(names.length === 0 ? [] : [names.join(', ')]),
    ...(unknownTracks === 0 ? [] : [countOf(unknownTracks, 'unknown face')]),
  ];
  const seen = parts.length === 0 ? 'No face' : parts.join(' · ');
  return [seen, ...leftOut(rest)].join(' · ');
}

/** A part of a work is not told as the whole. */
function leftOut({
  isSoundLost,
  tracksLeftOut,
  picturesLeftOut,
}: Pick<FileResult, 'isSoundLost' | 'tracksLeftOut' | 'picturesLeftOut'>): string[] {
  return [
    ...(isSoundLost ? ['without its sound, which the browser cannot write'] : []),
    ...(tracksLeftOut > 0 ? [`without ${countOf(tracksLeftOut, 'further track')}`] : []),
    ...(picturesLeftOut > 0 ? [`the first of its ${String(picturesLeftOut + 1)} pictures`] : []),
  ];
}
