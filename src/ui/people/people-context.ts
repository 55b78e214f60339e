/** @file What every part of the page needs: who is saved, and how something is done to them. */
import type { Anchor, Sample } from '../../core/gallery/anchor.ts';
import type { SampleRef } from '../../core/doctor/finding.ts';
import type { Deed } from './deed.ts';

export interface People {
  readonly anchors: readonly Anchor[];
  /** Carries it out, and offers to undo it. */
  readonly perform: (deed: Deed) => Promise<void>;
}

/** Made once a gallery: the page asks for hundreds of people each time it is drawn. */
const byId = new WeakMap<readonly Anchor[], ReadonlyMap<string, Anchor>>();

export function findPerson({ anchors }: People, anchorId: string | undefined): Anchor | undefined {
  if (anchorId === undefined) return undefined;
  let known = byId.get(anchors);
  if (known === undefined) {
    known = new Map(anchors.map((anchor) => [anchor.id, anchor]));
    byId.set(anchors, known);
  }
  return known.get(anchorId);
}

/** Undefined for a picture that is no longer there. */
export function findSample(people: People, { anchorId, sampleId }: SampleRef): Sample | undefined {
  return findPerson(people, anchorId)?.samples.find(({ id }) => id === sampleId);
}

export function nameOf(people: People, anchorId: string | undefined): string {
  return findPerson(people, anchorId)?.name ?? 'somebody';
}

/** A person's clearest picture. */
export function bestSample(anchor: Anchor): Sample | undefined {
  return anchor.samples.reduce<Sample | undefined>(
    (best, sample) => (best === undefined || sample.quality > best.quality ? sample : best),
    undefined,
  );
}
