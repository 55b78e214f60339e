/** @file What can go wrong with a file, and what helps. */
import { faultText, type FaultText } from '../../../core/errors/fault-texts.ts';
import { FaultError, type FaultCode } from '../../../core/errors/fault.ts';

export const FILE_PROBLEMS = [
  'empty',
  'not-media',
  'damaged',
  'only-sound',
  'undecodable',
  'no-encoder',
  'no-room',
  'range',
  'failed',
] as const;
export type FileProblemKind = (typeof FILE_PROBLEMS)[number];
export type FileProblem = FileProblemKind | FaultCode;

const TEXTS: Readonly<Record<FileProblemKind, FaultText>> = {
  empty: { text: 'This file is empty.', remedy: 'Copy or download it again.' },
  'not-media': {
    text: 'This is neither a picture nor a video that the browser can open.',
    remedy: 'Choose a JPEG, PNG, WebP, AVIF or GIF picture, or an MP4, MOV, WebM or MKV video.',
  },
  damaged: {
    text: 'This file breaks off or is damaged.',
    remedy: 'Copy or download it again, or choose a part of it that plays.',
  },
  'only-sound': { text: 'This file holds sound but no picture.', remedy: 'Choose one with a picture.' },
  undecodable: {
    text: 'The browser cannot play the format of this video.',
    remedy: 'Convert it to MP4 (H.264) or WebM first.',
  },
  'no-encoder': {
    text: 'The browser cannot write a video of this size.',
    remedy: 'Use a smaller video, or another browser.',
  },
  'no-room': {
    text: 'There is no room on the disk for the result.',
    remedy: 'Free some disk space and start again.',
  },
  range: {
    text: 'There is no frame in the chosen part.',
    remedy: 'Choose a part within the video’s length, with "from" before "to".',
  },
  failed: { text: 'The file could not be finished.', remedy: 'Start it again.' },
};

export class FileError extends Error {
  override readonly name = 'FileError';
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem);
    this.problem = problem;
  }
}

export function fileText(problem: FileProblem): FaultText {
  return isOwn(problem) ? TEXTS[problem] : faultText(problem);
}

/** Any thrown value; `fallback` where it says nothing by itself. */
export function readFileError(error: unknown, fallback: FileProblem = 'failed'): FileProblem {
  if (error instanceof FileError) return error.problem;
  if (error instanceof FaultError) return error.code;
  if (error instanceof DOMException) {
    if (error.name === 'QuotaExceededError') return 'no-room';
    if (error.name === 'EncodingError' || error.name === 'NotReadableError') return 'damaged';
  }
  return fallback;
}

function isOwn(problem: FileProblem): problem is FileProblemKind {
  return FILE_PROBLEMS.some((one) => one === problem);
}
