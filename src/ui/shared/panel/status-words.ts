/** @file What is going on in a tab, in a person's words. */
import type { TabStatus } from '../../../protocol/panel-port.ts';
import type { VideoState, ViewerSource } from '../../../protocol/video-port.ts';
import { describeChangeover, shortTitle } from '../model-title.ts';
import { countOf } from '../plural.ts';
import { describeKernels } from './kernel-words.ts';

/** `live`: faces are being looked for. `busy`: that will be so in a moment. `still`: nothing to do. `blocked`: it cannot be. */
export type Mood = 'live' | 'busy' | 'still' | 'blocked';

export interface StatusWords {
  readonly mood: Mood;
  /** Changes only when the situation does. */
  readonly headline: string;
  /** Changes all the time. */
  readonly figures?: string;
  /** Why, and what helps. */
  readonly hint?: string;
}

export type StatusSource = ViewerSource;

const STARTING: StatusWords = { mood: 'busy', headline: 'Starting…' };

/** Why a video that is not watched is not, most telling first: of several videos, the first of these is reported. */
const REASONS: readonly (readonly [state: VideoState, words: StatusWords])[] = [
  ['waiting', { mood: 'busy', headline: 'Waiting for the video to begin…' }],
  ['paused', { mood: 'still', headline: 'The video is paused.', hint: 'Play it to see names.' }],
  [
    'protected',
    {
      mood: 'blocked',
      headline: 'This video is copy-protected.',
      hint: 'Protected (DRM) video reaches extensions as a black picture, so there are no faces to find.',
    },
  ],
  [
    'tainted',
    {
      mood: 'blocked',
      headline: 'This video cannot be read.',
      hint: 'It comes from another site, or lies in a sealed part of this page: its pictures are closed to extensions.',
    },
  ],
  ['too-small', { mood: 'still', headline: 'The video is very small.', hint: 'Enlarge it to see names.' }],
  [
    'hidden',
    { mood: 'still', headline: 'The video is out of view.', hint: 'Scroll it into view to see names.' },
  ],
];

/** `status` is undefined until the first one arrives; `isReachable` is false while the recognizer is being started again. */
export function describeStatus(
  status: TabStatus | undefined,
  isReachable: boolean,
  source: StatusSource = 'tab',
): StatusWords {
  if (!isReachable) return { mood: 'busy', headline: 'Recognition is starting again…' };
  if (status === undefined) return STARTING;
  if (status.engine.state === 'failed') return { mood: 'blocked', headline: 'Recognition is not working.' };
  if (status.engine.state === 'loading') {
    return {
      mood: 'busy',
      headline: 'Loading the models…',
      hint: 'This takes a few seconds the first time.',
    };
  }
  if (!status.isConnected) return source === 'tab' ? connecting() : STARTING;
  if (status.videos.length === 0) return source === 'tab' ? noVideo() : STARTING;
  if (status.videos.some(({ state }) => state === 'watching')) return watching(status, source);
  const pausedFaces = facesIn(status);
  // Names that stand on a paused picture are seen already.
  if (pausedFaces > 0) return { mood: 'still', headline: `${countOf(pausedFaces, 'face')}, paused` };
  return REASONS.find(([state]) => status.videos.some((video) => video.state === state))?.[1] ?? STARTING;
}

/** Which model recognizes, or which one is about to: undefined until it is known. */
export function describeModel({ engine, changeover }: TabStatus): string | undefined {
  if (changeover !== undefined) return describeChangeover(changeover);
  return engine.modelTitle === '' ? undefined : `Model: ${shortTitle(engine.modelTitle)}`;
}

/** Whether the person's processor limit slows down what is watched in this tab. */
export function isHeldBack(status: TabStatus | undefined, isReachable: boolean): boolean {
  if (status === undefined || !isReachable || status.engine.state !== 'ready') return false;
  return status.pace.isHeldBack && status.videos.some(({ state }) => state === 'watching');
}

export interface Detail {
  readonly label: string;
  readonly value: string;
}

/** The figures for whoever wants them; always the same rows, so that nothing jumps. */
export function describeDetails(status: TabStatus): readonly Detail[] {
  const { engine, stages } = status;
  const threads = engine.threads > 1 ? `, ${countOf(engine.threads, 'thread')}` : '';
  const rest = engine.state === 'resting' ? ', resting: nothing to watch' : '';
  return [
    { label: 'Videos', value: describeVideos(status) },
    { label: 'Checks a second', value: formatRate(status.boxesPerSecond) },
    { label: 'Reading the picture', value: formatMs(stages.pageMs) },
    { label: 'Finding faces', value: formatMs(stages.detectMs) },
    { label: 'Recognizing a face', value: formatMs(stages.embedMs) },
    { label: 'Runs on', value: describeKernels(engine.kernels) },
    { label: 'Model', value: engine.modelTitle === '' ? '–' : engine.modelTitle + threads + rest },
  ];
}

function connecting(): StatusWords {
  return {
    mood: 'busy',
    headline: 'Connecting to the page…',
    hint: 'A page that is still loading takes longer. If nothing changes, reload it.',
  };
}

function noVideo(): StatusWords {
  return {
    mood: 'still',
    headline: 'No video on this page.',
    hint: 'Names appear by themselves as soon as one is there.',
  };
}

function watching(status: TabStatus, source: StatusSource): StatusWords {
  if (status.boxesPerSecond === 0) return STARTING;
  const faces = facesIn(status);
  const nobody = source === 'webcam' ? 'Nobody in front of the camera' : 'No face in view';
  return {
    mood: 'live',
    headline: faces === 0 ? nobody : countOf(faces, 'face'),
    figures: describeRate(status.boxesPerSecond),
  };
}

function facesIn({ videos }: TabStatus): number {
  return videos.reduce((sum, video) => sum + video.faces, 0);
}

function describeRate(perSecond: number): string {
  return perSecond < 1
    ? 'less than one check a second'
    : `${countOf(Math.round(perSecond), 'check')} a second`;
}

function describeVideos({ videos }: TabStatus): string {
  if (videos.length === 0) return 'none';
  const counts = new Map<string, number>();
  for (const { state } of videos) {
    const word = SHORT_STATES[state];
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return Array.from(counts, ([word, count]) => `${String(count)} ${word}`).join(', ');
}

const SHORT_STATES: Readonly<Record<VideoState, string>> = {
  watching: 'watched',
  waiting: 'not begun',
  paused: 'paused',
  hidden: 'out of view',
  'too-small': 'too small',
  tainted: 'unreadable',
  protected: 'copy-protected',
};

function formatRate(perSecond: number): string {
  return perSecond.toFixed(perSecond < 10 ? 1 : 0);
}

function formatMs(durationMs: number | null): string {
  if (durationMs === null) return '–';
  return `${durationMs.toFixed(durationMs < 10 ? 1 : 0)} ms`;
}
