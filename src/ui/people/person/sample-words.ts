/** @file What is said of a saved picture. */
import type { SampleSource } from '../../../core/gallery/anchor.ts';

const SOURCES: Readonly<Record<SampleSource, string>> = {
  tab: 'Web page',
  webcam: 'Webcam',
  screen: 'Screen',
  file: 'Video file',
  picture: 'Picture',
};

/** From `MIN_ENROLL_QUALITY`, 0.3, on a look is good enough to be saved; a sharp portrait that fills the crop has 0.8 and more. */
const QUALITIES = [
  [0.7, 'very clear'],
  [0.5, 'clear'],
  [0.3, 'fair'],
] as const;

export function describeSource(source: SampleSource): string {
  return SOURCES[source];
}

export function describeQuality(quality: number): string {
  return QUALITIES.find(([least]) => quality >= least)?.[1] ?? 'unclear';
}
