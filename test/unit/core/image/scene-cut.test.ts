/** @file A cut is told from a pan, a slow change and a person who moves. */
import { describe, expect, test } from 'vitest';
import { NO_SCENE, lumaGrid, watchScene, type SceneState } from '../../../../src/core/image/scene-cut.ts';
import type { Pixels } from '../../../../src/core/image/pixels.ts';
import { toRgb, yuvLength } from '../../../../src/core/image/yuv.ts';
import { paint, paintGrey, pixelAt } from '../../pictures.ts';

/** A street: bright above, dark below, with soft columns; `panPx` moves the camera. */
function street(panPx: number): Pixels {
  return paintGrey(256, 144, (x, y) => 170 - y * 0.6 + 50 * Math.sin((x + panPx) / 25));
}

/** A room: dark, with one bright window. */
function room(): Pixels {
  return paintGrey(256, 144, (x, y) => (x > 60 && x < 140 && y > 20 && y < 90 ? 210 : 35));
}

const grey = (value: number): Pixels => paintGrey(64, 36, () => value);

/** For each frame whether it begins a new scene, and the state after the last one. */
function watch(frames: readonly Pixels[]): { cuts: boolean[]; scene: SceneState } {
  let scene = NO_SCENE;
  const cuts = frames.map((pixels) => {
    const seen = watchScene(scene, pixels);
    scene = seen.scene;
    return seen.isCut;
  });
  return { cuts, scene };
}

describe('lumaGrid', () => {
  test('has a mean brightness for each of 16 x 9 cells', () => {
    const grid = lumaGrid(paintGrey(256, 144, (x, y) => (x < 16 && y < 16 ? 200 : 50)));
    expect(grid).toHaveLength(144);
    expect(grid[0]).toBeCloseTo(200, 3);
    expect(grid[1]).toBeCloseTo(50, 3);
    expect(grid[16]).toBeCloseTo(50, 3);
  });

  test.for([
    [[255, 0, 0], 76.245],
    [[0, 255, 0], 149.685],
    [[0, 0, 255], 29.07],
  ] as const)('weighs the colour %j as Rec. 601 does', ([colour, luma]) => {
    expect(lumaGrid(paint(64, 36, () => colour))[70]).toBeCloseTo(luma, 2);
  });
});

test('a frame as the video has it has the grid of the same picture in red, green and blue', () => {
  const width = 64;
  const height = 36;
  const data = new Uint8ClampedArray(yuvLength(width, height)).fill(128);
  for (let at = 0; at < width * height; at++) data[at] = 16 + ((at * 3) % 220);
  const frame = { width, height, data, space: { red: 0.2126, blue: 0.0722, isFullRange: false } };
  const [own, converted] = [lumaGrid(frame), lumaGrid(toRgb(frame))];
  for (const [cell, luma] of own.entries()) expect(luma).toBeCloseTo(converted[cell] ?? -1, 2);
});

describe('watchScene', () => {
  test('the first frame is no cut: there was nothing before it', () => {
    expect(watch([room()]).cuts).toEqual([false]);
  });

  test('a picture that stands still has no cut', () => {
    expect(watch([street(0), street(0), street(0)]).cuts).toEqual([false, false, false]);
  });

  test('a steady pan of 8 pixels a frame has no cut', () => {
    const frames = Array.from({ length: 12 }, (_, index) => street(8 * index));
    expect(watch(frames).cuts).not.toContain(true);
  });

  test('a person who walks into a tenth of the picture is no cut', () => {
    const empty = paintGrey(256, 144, () => 35);
    const crossed = paintGrey(256, 144, (x, y) => (x > 180 && x < 220 && y > 40 ? 140 : 35));
    expect(watch([empty, crossed, empty]).cuts).toEqual([false, false, false]);
  });

  test('another scene is a cut, and so is the way back', () => {
    expect(watch([street(0), room(), room(), street(0)]).cuts).toEqual([false, true, false, true]);
  });

  test('at rest a mean change of more than 14 of 255 is a cut', () => {
    expect(watch([grey(100), grey(113)]).cuts).toEqual([false, false]);
    expect(watch([grey(100), grey(115)]).cuts).toEqual([false, true]);
    expect(watch([grey(115), grey(100)]).cuts).toEqual([false, true]);
  });

  test('a pan that quickens is no cut: each change is measured by those before it', () => {
    // Changes 10, 12, 18, 25; usual before each: 0, 4, 7.2, 11.52, of which a cut needs three times.
    expect(watch([100, 110, 122, 140, 165].map(grey)).cuts).not.toContain(true);
  });

  test('a cut within a fast pan is one still, at three times the usual change', () => {
    // After the pan above the usual change is 0.6 * 11.52 + 0.4 * 25 = 16.912; three times that is 50.7.
    const pan = [100, 110, 122, 140, 165].map(grey);
    expect(watch(pan).scene.usualChange).toBeCloseTo(16.912, 2);
    expect(watch([...pan, grey(215)]).cuts.at(-1)).toBe(false);
    expect(watch([...pan, grey(217)]).cuts.at(-1)).toBe(true);
  });

  test('a second cut right after the first is seen', () => {
    expect(watch([grey(100), grey(200), grey(120)]).cuts).toEqual([false, true, true]);
  });

  test('movement that starts fast and goes on is not a cut at every frame', () => {
    // 20 of 255 from frame to frame, as in sports, or in any video that is sampled rarely.
    const frames = Array.from({ length: 12 }, (_, index) => grey(20 * index));
    expect(watch(frames).cuts.filter(Boolean).length).toBeLessThanOrEqual(2);
  });

  test('leaves the state that it was given as it was', () => {
    const before = watchScene(NO_SCENE, grey(10)).scene;
    const copy = structuredClone(before);
    watchScene(before, grey(200));
    expect(before).toEqual(copy);
    expect(NO_SCENE).toEqual({ grid: undefined, usualChange: 0 });
  });
});

describe('watchScene of parts of the picture', () => {
  const RIGHT = { x: 0.4375, y: 0, width: 0.5625, height: 1 };
  const right = (whole: Pixels): Pixels =>
    paint(192, 192, (x, y) => {
      const [red = 0, green = 0, blue = 0] = pixelAt(
        whole,
        Math.floor((0.4375 + (x / 192) * 0.5625) * whole.width),
        Math.floor((y / 192) * whole.height),
      );
      return [red, green, blue];
    });

  /** As `watch`, with frames of the whole picture and of its right part. */
  const watchParts = (frames: readonly (readonly ['whole' | 'right', Pixels])[]): boolean[] => {
    let scene = NO_SCENE;
    return frames.map(([part, picture]) => {
      const seen = part === 'whole' ? watchScene(scene, picture) : watchScene(scene, right(picture), RIGHT);
      scene = seen.scene;
      return seen.isCut;
    });
  };

  test('cells that a part does not show whole are unknown', () => {
    const grid = lumaGrid(
      paintGrey(192, 192, () => 80),
      RIGHT,
    );
    expect([grid[6], grid[7], grid[15]]).toEqual([Number.NaN, 80, 80]);
    expect(
      lumaGrid(
        paintGrey(192, 192, () => 80),
        { ...RIGHT, x: 0.44 },
      )[7],
    ).toBeNaN();
  });

  test('a picture that stands still has no cut, whatever part is seen', () => {
    const still = street(0);
    const frames = (['whole', 'right', 'whole', 'right', 'right'] as const).map(
      (part) => [part, still] as const,
    );
    expect(watchParts(frames)).not.toContain(true);
  });

  test('a cut is seen in a part, and once', () => {
    const [before, after] = [street(0), room()];
    expect(
      watchParts([
        ['whole', before],
        ['right', before],
        ['right', after],
        ['whole', after],
        ['right', after],
      ]),
    ).toEqual([false, false, true, false, false]);
  });

  test('what one part does not show is compared when it is shown again', () => {
    const half = (left: number): Pixels => paintGrey(256, 144, (x) => (x < 112 ? left : 50));
    expect(
      watchParts([
        ['whole', half(50)],
        ['right', half(200)],
        ['whole', half(200)],
      ]),
    ).toEqual([false, false, true]);
  });
});

describe('news', () => {
  const wall = paintGrey(256, 144, (x) => 90 + 20 * Math.sin(x / 30));
  /** Somebody bright in the second column and row of sixteen and nine, this far to the right. */
  const withSomebody = (shiftPx: number): Pixels =>
    paintGrey(256, 144, (x, y) =>
      x >= 16 + shiftPx && x < 48 + shiftPx && y >= 16 && y < 48 ? 180 : 90 + 20 * Math.sin(x / 30),
    );
  const newsOf = (...frames: readonly Pixels[]) => {
    const { scene } = watch(frames.slice(0, -1));
    return watchScene(scene, frames.at(-1) ?? wall).news;
  };

  test('are the cells in which somebody appears, and disappears', () => {
    const cells = newsOf(wall, withSomebody(0));
    expect(cells).toHaveLength(4);
    expect(cells[0]?.x).toBeCloseTo(1 / 16, 6);
    expect(cells[0]?.y).toBeCloseTo(1 / 9, 6);
    expect(newsOf(withSomebody(0), wall)).toEqual(cells);
  });

  test('are none where somebody moves, nor in the first frame, nor where all is new', () => {
    expect(newsOf(wall, wall)).toEqual([]);
    expect(newsOf(withSomebody(0), withSomebody(2))).toEqual([]);
    expect(newsOf(wall)).toEqual([]);
    expect(newsOf(wall, room())).toEqual([]);
  });
});
