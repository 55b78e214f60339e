/** @file Detections, landmarks and galleries for tests, drawn by hand. */
import type { Metric } from '../../src/core/embedding/metric.ts';
import type { BoundingBox, Point } from '../../src/core/geometry/bounding-box.ts';
import type { Detection, FaceLandmarks } from '../../src/core/geometry/landmarks.ts';
import { entryOf, type Gallery } from '../../src/core/gallery/gallery.ts';

/** Landmarks of a face that looks straight ahead within `box`. */
export function frontalLandmarks({ x, y, width, height }: BoundingBox): FaceLandmarks {
  const at = (shareX: number, shareY: number): Point => ({ x: x + width * shareX, y: y + height * shareY });
  return {
    rightEye: at(0.3, 0.4),
    leftEye: at(0.7, 0.4),
    noseTip: at(0.5, 0.6),
    mouthCenter: at(0.5, 0.8),
    rightEarTragion: at(0, 0.5),
    leftEarTragion: at(1, 0.5),
  };
}

export function detectionAt(x: number, y: number, width: number, height: number): Detection {
  const boundingBox = { x, y, width, height };
  return { boundingBox, landmarks: frontalLandmarks(boundingBox), score: 0.9 };
}

/** A gallery of embeddings: `{ Ann: [[0, 0], [1, 0]] }`, in the metric's space. The anchor's id is its name in lower case. */
export function galleryOf(
  people: Readonly<Record<string, readonly (readonly number[])[]>>,
  metric: Metric = 'euclidean',
): Gallery {
  const entries = Object.entries(people).map(([name, samples]) =>
    entryOf(
      name.toLowerCase(),
      name,
      samples.map((numbers) => Float32Array.from(numbers)),
    ),
  );
  return { revision: 1, modelId: 'compact', metric, entries };
}
