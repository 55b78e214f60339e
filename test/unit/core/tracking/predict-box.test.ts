/** @file Where a face has got to since it was looked at. */
import { describe, expect, test } from 'vitest';
import { predictBox } from '../../../../src/core/tracking/predict-box.ts';

const BOX = { x: 0.4, y: 0.3, width: 0.1, height: 0.2 };

describe('a face', () => {
  test('that moves is taken along, the further the later', () => {
    const velocity = { x: 0.2, y: 0 };
    const places = [0, 40, 80, 160].map((ms) => predictBox(BOX, velocity, ms).x);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(places.length);
    expect(places[0]).toBe(BOX.x);
    // Never further than it can have got.
    expect(places[3]).toBeLessThanOrEqual(BOX.x + 0.2 * 0.16);
    expect(predictBox(BOX, velocity, 80)).toMatchObject({ y: BOX.y, width: BOX.width, height: BOX.height });
  });

  test('that sits still does not tremble: the very same box comes back', () => {
    expect(predictBox(BOX, { x: 0.005, y: -0.01 }, 200)).toBe(BOX);
    expect(predictBox(BOX, { x: 0, y: 0 }, 200)).toBe(BOX);
  });

  test('is where it was found at the time it was found, and not elsewhere before', () => {
    expect(predictBox(BOX, { x: 1, y: 1 }, 0)).toBe(BOX);
    expect(predictBox(BOX, { x: 1, y: 1 }, -50)).toBe(BOX);
  });

  test('of which nothing is heard for long stays where it has got to', () => {
    const velocity = { x: 0.1, y: 0.1 };
    expect(predictBox(BOX, velocity, 10_000)).toEqual(predictBox(BOX, velocity, 1000));
  });

  test('goes no further than half its size, whatever speed it had', () => {
    const { x, y } = predictBox(BOX, { x: 50, y: -80 }, 200);
    expect(Math.abs(x - BOX.x)).toBeLessThanOrEqual(BOX.width / 2 + 1e-9);
    expect(Math.abs(y - BOX.y)).toBeLessThanOrEqual(BOX.height / 2 + 1e-9);
  });
});
