/**
 * @file How a still has to be turned for its faces to stand upright. Cameras write that beside the picture, and messengers and
 * scanners lose it: a face that lies on its side is found at times, and hardly ever recognized.
 */
import type { Detection } from '../core/geometry/landmarks.ts';
import type { Pixels } from '../core/image/pixels.ts';
import { turnPixels, type Quarters } from '../core/image/turn.ts';
import type { Recognizer } from '../recognition/workers/recognizer.ts';

/** A head is tilted by less; beyond it the next quarter is nearer. */
const MAX_TILT_DEG = 50;
/** Sum of scores from which on a turn is believed: one face that is surely there. */
const MIN_SCORE = 0.75;
/** By how much it has to be better than none: of a lying face, the detector may guess an upright one. */
const CLEARLY_BETTER = 1.5;
const TURNS = [1, 2, 3] as const;

/** 0 where the faces stand upright already, or none does in any turn. */
export async function findUpright(picture: Pixels, recognizer: Recognizer): Promise<Quarters> {
  const asItIs = await uprightScore(picture, recognizer);
  let [best, most]: [Quarters, number] = [0, Math.max(MIN_SCORE, asItIs * CLEARLY_BETTER)];
  for (const quarters of TURNS) {
    const score = await uprightScore(turnPixels(picture, quarters), recognizer);
    if (score > most) [best, most] = [quarters, score];
  }
  return best;
}

async function uprightScore(picture: Pixels, recognizer: Recognizer): Promise<number> {
  const { value } = await recognizer.detect({ ...picture, data: picture.data.slice() });
  return value
    .filter((face) => Math.abs(tiltDeg(face, picture)) <= MAX_TILT_DEG)
    .reduce((sum, { score }) => sum + score, 0);
}

/** Of the line from the subject's right eye to the left one, clockwise; 0 in an upright face. */
function tiltDeg({ landmarks: { rightEye, leftEye } }: Detection, { width, height }: Pixels): number {
  const angle = Math.atan2((leftEye.y - rightEye.y) * height, (leftEye.x - rightEye.x) * width);
  return (angle * 180) / Math.PI;
}
