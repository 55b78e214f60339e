/** @file Each thing that spoils a look lowers its quality, on generated crops. */
import { describe, expect, test } from 'vitest';
import { MIN_ENROLL_QUALITY, MIN_QUALITY, assessFace } from '../../../../src/core/quality/face-quality.ts';
import type { FaceLandmarks } from '../../../../src/core/geometry/landmarks.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { paint, paintGrey, reds, repeatableNoise } from '../../pictures.ts';

const SIDE = 96;

/** Skin-like brightness with strong fine detail: a sharp crop. `gain` and `offset` change its light. */
function detailed(gain = 1, offset = 0): Pixels {
  const noise = repeatableNoise();
  return paintGrey(SIDE, SIDE, (x) => offset + gain * (90 + 40 * Math.sin(x / 9) + 60 * noise()));
}

/** The mean of the (2 * radius + 1)² pixels around each. */
function blurred(picture: Pixels, radius: number): Pixels {
  const grey = reds(picture);
  return paintGrey(SIDE, SIDE, (x, y) => {
    let [sum, count] = [0, 0];
    for (let py = Math.max(0, y - radius); py <= Math.min(SIDE - 1, y + radius); py++) {
      for (let px = Math.max(0, x - radius); px <= Math.min(SIDE - 1, x + radius); px++) {
        sum += grey[py * SIDE + px] ?? 0;
        count++;
      }
    }
    return sum / count;
  });
}

/** Eyes `eyesPx` apart on a line at `angle`; the nose at `noseAlong` between them (0.5: looks straight ahead). */
function landmarks(eyesPx = 60, noseAlong = 0.5, angle = 0): FaceLandmarks {
  const at = (along: number, down: number) => ({
    x: 200 + eyesPx * (along * Math.cos(angle) - down * Math.sin(angle)),
    y: 150 + eyesPx * (along * Math.sin(angle) + down * Math.cos(angle)),
  });
  return {
    rightEye: at(0, 0),
    leftEye: at(1, 0),
    noseTip: at(noseAlong, 0.6),
    mouthCenter: at(0.5, 1),
    rightEarTragion: at(-0.5, 0.2),
    leftEarTragion: at(1.5, 0.2),
  };
}

test('a large, sharp, frontal, well-lit face has full quality', () => {
  expect(assessFace(detailed(), landmarks())).toMatchObject({
    overall: 1,
    size: 1,
    sharpness: 1,
    frontality: 1,
    exposure: 1,
  });
});

test('the whole is the product of the parts', () => {
  const quality = assessFace(blurred(detailed(0.4), 2), landmarks(24, 0.9));
  for (const part of [quality.size, quality.sharpness, quality.frontality, quality.exposure]) {
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(1);
  }
  expect(quality.overall).toBeCloseTo(
    quality.size * quality.sharpness * quality.frontality * quality.exposure,
    12,
  );
});

describe('size', () => {
  test('is that in the source picture, in whatever unit the landmarks are', () => {
    const inSource = assessFace(detailed(), landmarks(20));
    expect(assessFace(detailed(), landmarks(40), 0.5)).toEqual(inSource);
  });

  test.for([
    [9, 0],
    [19.5, 0.5],
    [30, 1],
    [200, 1],
  ] as const)('eyes %d px apart in the source give %d', ([eyesPx, size]) => {
    expect(assessFace(detailed(), landmarks(eyesPx)).size).toBeCloseTo(size, 9);
  });

  test('a tiny face neither names nor enrolls, however good the rest is', () => {
    expect(assessFace(detailed(), landmarks(10)).overall).toBeLessThan(MIN_QUALITY);
  });

  test('a tilted head is measured along its eyes', () => {
    expect(assessFace(detailed(), landmarks(19.5, 0.5, 1.2)).size).toBeCloseTo(0.5, 9);
  });
});

describe('sharpness', () => {
  test('falls with blur, and never below 0.3', () => {
    const sharpness = [0, 1, 3, 8].map(
      (radius) => assessFace(blurred(detailed(), radius), landmarks()).sharpness,
    );
    expect(sharpness[0]).toBe(1);
    expect(sharpness[2]).toBeLessThan(sharpness[1] ?? 0);
    expect(sharpness[3]).toBeLessThan(sharpness[2] ?? 0);
    expect(sharpness[3]).toBeGreaterThanOrEqual(0.3);
    expect(sharpness[3]).toBeLessThan(0.35);
  });

  test('a sharp background does not vouch for a blurred face', () => {
    const [sharp, soft] = [reds(detailed()), reds(blurred(detailed(), 8))];
    const isFace = (x: number, y: number) => x >= 20 && x < 76 && y >= 20 && y < 76;
    const portrait = paintGrey(SIDE, SIDE, (x, y) => (isFace(x, y) ? soft : sharp)[y * SIDE + x] ?? 0);
    expect(assessFace(portrait, landmarks()).sharpness).toBeLessThan(0.35);
  });
});

describe('frontality', () => {
  test.for([
    [0.5, 1],
    [0.25, 1],
    [1.3, 0.5],
    [-0.3, 0.5],
    [1.8, 0],
    [-0.8, 0],
  ] as const)('a nose at %d of the way between the eyes gives %d', ([noseAlong, frontality]) => {
    expect(assessFace(detailed(), landmarks(60, noseAlong)).frontality).toBeCloseTo(frontality, 9);
  });

  test('a profile neither names nor enrolls', () => {
    expect(assessFace(detailed(), landmarks(60, 1.7)).overall).toBeLessThan(MIN_QUALITY);
  });

  test('a tilted head is as frontal as an upright one', () => {
    expect(assessFace(detailed(), landmarks(60, 1.3, 0.7)).frontality).toBeCloseTo(0.5, 9);
  });
});

describe('luma', () => {
  test('weighs the colours as eyes do', () => {
    const lumaOf = (...color: [number, number, number]): number =>
      assessFace(
        paint(SIDE, SIDE, () => color),
        landmarks(),
      ).luma;
    expect(lumaOf(255, 0, 0)).toBeCloseTo(76.2, 1);
    expect(lumaOf(0, 255, 0)).toBeCloseTo(149.7, 1);
    expect(lumaOf(200, 200, 200)).toBeCloseTo(200, 1);
  });

  test('what surrounds the face does not count', () => {
    const isFace = (place: number): boolean => place >= SIDE / 4 && place < (SIDE * 3) / 4;
    const portrait = paintGrey(SIDE, SIDE, (x, y) => (isFace(x) && isFace(y) ? 90 : 255));
    expect(assessFace(portrait, landmarks()).luma).toBeCloseTo(90, 1);
  });
});

describe('exposure', () => {
  test('a dark face does not enroll', () => {
    const quality = assessFace(detailed(0.25), landmarks());
    expect(quality.exposure).toBeGreaterThan(0);
    expect(quality.overall).toBeLessThan(MIN_ENROLL_QUALITY);
  });

  test('a face in near darkness is worth nothing', () => {
    expect(assessFace(detailed(0.08), landmarks()).overall).toBe(0);
  });

  test('a washed-out face is worth little', () => {
    expect(assessFace(detailed(0.1, 232), landmarks()).overall).toBeLessThan(MIN_QUALITY);
  });

  test('one even colour is worth nothing: there is no face in it', () => {
    expect(
      assessFace(
        paintGrey(SIDE, SIDE, () => 128),
        landmarks(),
      ).overall,
    ).toBe(0);
  });
});

test('eyes at one and the same point give quality 0, a number', () => {
  expect(assessFace(detailed(), landmarks(0)).overall).toBe(0);
});
