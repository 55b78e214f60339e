/** @file A peer in a frame of its own: two of them would meet in the globals of their TensorFlow.js. */
import { openRival } from './open-rival.ts';
import type { Rival, RivalName } from './rival.ts';

declare global {
  var openBenchRival: ((name: RivalName) => Promise<Rival>) | undefined;
}

globalThis.openBenchRival = openRival;
