/** @file Which face a region was cut for. */
import type { Detection } from '../../core/geometry/landmarks.ts';

/** A region is twice the face's box: beyond a quarter of its side from the middle lies somebody else. */
const MAX_OFF_CENTRE = 0.25;

/** A region may show a neighbour as well; the face it was cut for is the one nearest to its centre. */
export function mostCentral(detections: readonly Detection[]): Detection | undefined {
  const nearest = detections.reduce<Detection | undefined>(
    (best, one) => (best === undefined || offCentre(one) < offCentre(best) ? one : best),
    undefined,
  );
  return nearest !== undefined && offCentre(nearest) < MAX_OFF_CENTRE ? nearest : undefined;
}

function offCentre({ boundingBox: { x, y, width, height } }: Detection): number {
  return Math.hypot(x + width / 2 - 0.5, y + height / 2 - 0.5);
}
