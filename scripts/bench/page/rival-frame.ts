/** @file A peer in a frame of its own: two of them would meet in the globals of their TensorFlow.js. */
import { openRival, type Rival, type RivalName } from './rival.ts';

declare global {
  var openBenchRival: ((name: RivalName) => Promise<Rival>) | undefined;
}

globalThis.openBenchRival = openRival;
