/**
 * @file A peer in a frame of its own, with a canvas of its own: two of them would meet in the globals of their TensorFlow.js, and
 * a canvas of another document is none to them.
 */
import { stillFrame, type FaceCount } from '../film/clips.ts';
import { STILL_SIZE } from '../film/placement.ts';
import type { SystemFacts } from '../result/result.ts';
import { drawFrame, makeCanvas } from './drawing.ts';
import { openRival } from './open-rival.ts';
import type { RivalName } from './rival.ts';

export interface FramedRival {
  readonly facts: SystemFacts;
  readonly show: (count: FaceCount) => Promise<void>;
  /** Everything anew; returns how many faces there are. */
  readonly recognize: () => Promise<number>;
}

declare global {
  var openBenchRival: ((name: RivalName) => Promise<FramedRival>) | undefined;
}

globalThis.openBenchRival = async (name) => {
  const rival = await openRival(name);
  const { canvas, context } = makeCanvas(STILL_SIZE);
  return {
    facts: rival.facts,
    show: (count) => drawFrame(context, stillFrame(count), STILL_SIZE),
    recognize: () => rival.recognize(canvas),
  };
};
