/** @file Boxes between detections, on faces of which is known where they are. */
import { describe, expect, test } from 'vitest';
import {
  centerOf,
  intersectionOverUnion,
  type BoundingBox,
} from '../../../../src/core/geometry/bounding-box.ts';
import { FaceMotions, type MovingFace } from '../../../../src/core/tracking/face-motions.ts';
import { NO_TRACKS, updateTracks } from '../../../../src/core/tracking/track-faces.ts';
import { detectionAt } from '../../faces.ts';

/** What is sampled is shown so much later. */
const LATE_MS = 60;
const FRAME_MS = 40;

interface Shown {
  readonly truth: BoundingBox;
  readonly found: BoundingBox;
  readonly predicted: BoundingBox;
}

/** A face that goes its way for three seconds, detected so many times a second, with some noise. */
function watch(truthAt: (ms: number) => BoundingBox, rate: number, noise = 0.01): Shown[] {
  let tracks = NO_TRACKS;
  const motions = new FaceMotions();
  const answers: { readonly atMs: number; readonly sampledMs: number; readonly faces: MovingFace[] }[] = [];
  const shown: Shown[] = [];
  let lastMs = -Infinity;
  let told = 0;
  for (let ms = 0; ms < 3000; ms += FRAME_MS) {
    const truth = truthAt(ms);
    if (ms - lastMs >= 1000 / rate - 8) {
      lastMs = ms;
      const shift = noise * truth.width * Math.sin(ms * 1.7);
      tracks = updateTracks(tracks, [detectionAt(truth.x + shift, truth.y, truth.width, truth.height)], ms);
      const faces = tracks.list.map(({ id, box, velocity }) => ({
        track: id,
        box,
        velocity: { x: velocity.x * 1000, y: velocity.y * 1000 },
      }));
      answers.push({ atMs: ms + LATE_MS, sampledMs: ms, faces });
    }
    while ((answers[told]?.atMs ?? Infinity) <= ms) {
      const answer = answers[told++];
      if (answer !== undefined) motions.note(answer.faces, answer.sampledMs);
    }
    const [face] = answers[told - 1]?.faces ?? [];
    if (face === undefined || ms < 500) continue;
    shown.push({ truth, found: face.box, predicted: motions.boxAt(face, ms) });
  }
  return shown;
}

const overlap = (shown: readonly Shown[], which: 'found' | 'predicted'): number =>
  shown.reduce((sum, one) => sum + intersectionOverUnion(one.truth, one[which]), 0) / shown.length;

const box = (x: number, y = 0.4): BoundingBox => ({ x, y, width: 0.1, height: 0.18 });
/** Two of its widths to and fro, once in four seconds. */
const swinging = (ms: number): BoundingBox => box(0.4 + 0.1 * Math.sin((ms / 4000) * 2 * Math.PI));

describe('between two detections', () => {
  test.for([5, 10, 15, 25])('at %d a second, boxes lie better on a face that moves', (rate) => {
    const shown = watch(swinging, rate);
    expect(overlap(shown, 'predicted')).toBeGreaterThan(overlap(shown, 'found') + 0.03);
  });

  test.for([5, 15, 25])('at %d a second, a face that sits still does not move at all', (rate) => {
    for (const { found, predicted } of watch(() => box(0.4), rate)) expect(predicted).toBe(found);
  });

  test('a head that stops at once is overshot by less than a quarter of its size, and soon no more', () => {
    const shown = watch((ms) => box(0.2 + 0.2 * Math.min(1.5, ms / 1000)), 10);
    const ahead = shown.map(
      ({ truth, predicted }) => (centerOf(predicted).x - centerOf(truth).x) / truth.width,
    );
    expect(Math.max(...ahead)).toBeLessThan(0.25);
    expect(Math.abs(ahead.at(-1) ?? 1)).toBeLessThan(0.05);
  });
});

test('other verdicts for the same picture change no place', () => {
  const motions = new FaceMotions();
  const face: MovingFace = { track: 1, box: box(0.4), velocity: { x: 0.2, y: 0 } };
  motions.note([face], 1000);
  const before = motions.boxAt(face, 1080);
  motions.note([{ ...face, velocity: { x: -3, y: 1 } }], 1000);
  expect(motions.boxAt(face, 1080)).toEqual(before);
});

test('a face that nobody has told of stays where it is', () => {
  const face: MovingFace = { track: 7, box: box(0.4), velocity: { x: 1, y: 0 } };
  expect(new FaceMotions().boxAt(face, 1000)).toBe(face.box);
});
