/** @file From what the recognizer found to a sample of an anchor. */
import { FaultError } from '../errors/fault.ts';
import { cleanName, isSameName, type Anchor, type NewSample, type Sample } from './anchor.ts';

export interface Naming {
  readonly name: string;
  readonly anchorId?: string;
}

/** @throws FaultError `anchor-missing` */
export function findAnchor<Kind extends Anchor>(anchors: readonly Kind[], anchorId: string): Kind {
  const anchor = anchors.find(({ id }) => id === anchorId);
  if (anchor === undefined) throw new FaultError('anchor-missing', anchorId);
  return anchor;
}

/**
 * `anchorId` if given, else the anchor of that name; undefined when there is none yet.
 * @throws FaultError `anchor-missing` or `name-empty`
 */
export function findForEnrolling(
  anchors: readonly Anchor[],
  { name: raw, anchorId }: Naming,
): Anchor | undefined {
  if (anchorId !== undefined) return findAnchor(anchors, anchorId);
  const name = readableName(raw);
  return anchors.find((anchor) => isSameName(anchor.name, name));
}

/** @throws FaultError `name-empty` */
export function readableName(raw: string): string {
  const name = cleanName(raw);
  if (name === '') throw new FaultError('name-empty', 'nothing readable');
  return name;
}

export function newAnchor(id: string, name: string, nowMs: number): Anchor {
  return { id, name, createdAtMs: nowMs, isNeverNamed: false, samples: [] };
}

export function toSample(sample: NewSample, id: string, nowMs: number): Sample {
  const { modelId, embedding, quality, source, cropUrl } = sample;
  return { id, enrolledAtMs: nowMs, source, quality, cropUrl, embeddings: { [modelId]: embedding } };
}
