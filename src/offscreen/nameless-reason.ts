/** @file Why a face bears no name, as far as the recognizer knows. */
import type { Gallery } from '../core/gallery/gallery.ts';
import { squareAround } from '../core/geometry/bounding-box.ts';
import { anchorOf } from '../core/matching/verdict.ts';
import type { NamelessReason } from '../protocol/panel-port.ts';
import { MIN_REGION_PX, REGION_FACTOR } from '../recognition/pipeline/face-region.ts';
import type { SessionFace } from '../recognition/pipeline/session-face.ts';
import type { WatchedVideo } from './watched-video.ts';

/** Undefined for a face that is named. */
export function namelessReason(
  { session, widthPx, heightPx }: WatchedVideo,
  { track, box, verdict }: SessionFace,
  gallery: Gallery,
): NamelessReason | undefined {
  if (verdict.kind === 'named') return undefined;
  const evidence = session.evidenceOf(track);
  if (evidence.looks.length === 0) {
    const { weakness } = session.latestLook(track) ?? {};
    const region = squareAround(box, REGION_FACTOR, Math.max(1, widthPx), Math.max(1, heightPx));
    const isTiny = region.width * widthPx < MIN_REGION_PX;
    return weakness ?? (isTiny ? 'small' : 'looking');
  }
  if (verdict.kind === 'unknown' && anchorOf(evidence.verdict) !== undefined) return 'name-taken';
  if (gallery.entries.length === 0) return 'nobody-saved';
  if (verdict.kind === 'maybe') return 'unsure';
  if (evidence.isNeverNamed === true) return 'never-named';
  return evidence.isBetweenTwo === true ? 'between-two' : 'stranger';
}
