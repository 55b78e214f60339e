/** @file A video with a faint face: from the tile that shows it faintly to its box, through the views that it asks for. */
import { expect, test, vi } from 'vitest';
import {
  isInside,
  centerOf,
  WHOLE_PICTURE,
  type BoundingBox,
} from '../../../src/core/geometry/bounding-box.ts';
import { mapLandmarks, type Detection } from '../../../src/core/geometry/landmarks.ts';
import { Governor } from '../../../src/core/pace/governor.ts';
import { WorkTotals } from '../../../src/core/pace/work.ts';
import { Knowledge } from '../../../src/offscreen/knowledge.ts';
import { WatchedVideo } from '../../../src/offscreen/watched-video.ts';
import type { ToViewer } from '../../../src/protocol/video-port.ts';
import type { Recognizer } from '../../../src/recognition/workers/recognizer.ts';
import { detectionAt } from '../faces.ts';
import { paintGrey } from '../pictures.ts';

vi.mock('webextension-polyfill', () => import('../../contract/polyfill.ts'));

const face = detectionAt(0.5, 0.3, 0.028, 0.05);
/** Of the picture's width: a view that is wider shows the face only faintly. */
const CLOSE_WIDTH = 0.2;

function seenIn(view: BoundingBox, sureIn: (width: number) => boolean): Detection {
  const place = ({ x, y }: { readonly x: number; readonly y: number }): { x: number; y: number } => ({
    x: (x - view.x) / view.width,
    y: (y - view.y) / view.height,
  });
  const { x, y, width, height } = face.boundingBox;
  return {
    boundingBox: { ...place({ x, y }), width: width / view.width, height: height / view.height },
    landmarks: mapLandmarks(face.landmarks, place),
    score: sureIn(view.width) ? 0.8 : 0.4,
  };
}

/** The number of faces after each of some frames that show what is asked for. */
async function watch(sureIn: (width: number) => boolean, frames: number): Promise<number[]> {
  const counts: number[] = [];
  let view: BoundingBox = WHOLE_PICTURE;
  const sent: ToViewer[] = [];
  const accounts = { work: new WorkTotals(), governor: new Governor() };
  const video = new WatchedVideo(1, new Knowledge(), accounts, (message) => sent.push(message));
  const recognizer = {
    detect: (_: unknown, isFaint: boolean) =>
      Promise.resolve({
        value: isFaint && isInside(centerOf(face.boundingBox), view) ? [seenIn(view, sureIn)] : [],
        durationMs: 1,
      }),
  } as unknown as Recognizer;
  for (let seq = 1; seq <= frames; seq++) {
    const size = { pictureWidthPx: 1280, pictureHeightPx: 720 };
    const pixels = paintGrey(64, 36, () => 100);
    await video.handleFrame({ seq, view, pixels, ...size, pageMs: 0, timeMs: seq * 100 }, recognizer);
    const answer = sent.pop();
    if (answer?.type !== 'faces') throw new Error('The frame was not answered.');
    counts.push(answer.faces.length);
    view = answer.next.view;
  }
  return counts;
}

test('it is found by a look from close by, and stays while tiles show it faintly', async () => {
  const counts = await watch((width) => width < CLOSE_WIDTH, 40);
  const first = counts.indexOf(1);
  expect(first).toBeGreaterThan(1);
  expect(first).toBeLessThan(20);
  expect(counts.slice(first)).toEqual(counts.slice(first).fill(1));
});

test('what the look does not show surely is no face', async () => {
  expect(await watch((width) => width < 0.1, 100)).toEqual(Array.from({ length: 100 }, () => 0));
});
