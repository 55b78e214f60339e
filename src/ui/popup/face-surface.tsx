/** @file What opens when a label is clicked: the one face, what can be said of it, and the others that are in view. */
import { useEffect, useState } from 'preact/hooks';
import { LARGEST_FACE } from '../../platform/face-surface.ts';
import { anchorsOf, useGallery } from '../shared/anchors/use-gallery.ts';
import { Brand, PrivacyFooter } from '../shared/brand.tsx';
import { EnrollmentList } from '../shared/faces/enrollment-list.tsx';
import type { FaceSlot } from '../shared/faces/face-slots.ts';
import { FacesNow } from '../shared/faces/faces-now.tsx';
import { Notice } from '../shared/notice.tsx';
import { usePanel } from '../shared/panel/use-panel.ts';

export interface FaceSurfaceProps {
  readonly tabId: number;
  /** As in the tab's status, or `LARGEST_FACE`. */
  readonly face: string;
  onShowAll(): void;
}

export function FaceSurface({ tabId, face, onShowAll }: FaceSurfaceProps) {
  const panel = usePanel(tabId);
  const anchors = anchorsOf(useGallery());
  const { state, actions } = panel;
  const [isFound, setFound] = useState<boolean>();

  // Once, with the first status: afterwards the person chooses.
  useEffect(() => {
    if (isFound !== undefined || state.status === undefined) return;
    const found = findSlot(state.slots, face);
    setFound(found !== undefined);
    if (found !== undefined) actions.name({ kind: 'tab', face: found.face.face });
  }, [state.status]);

  return (
    <>
      <Brand>
        <button class="button is-quiet" type="button" data-testid="show-all" onClick={onShowAll}>
          Show everything
        </button>
      </Brand>
      <main>
        {isFound === false && state.naming === undefined && (
          <Notice
            text="This face is no longer in view."
            remedy="Choose another one, or return to the video."
          />
        )}
        <FacesNow
          title="Faces in view"
          emptyText="Faces appear here as soon as one is in view."
          panel={panel}
          anchors={anchors}
        />
        <EnrollmentList panel={panel} anchors={anchors} />
      </main>
      <PrivacyFooter />
    </>
  );
}

function findSlot(slots: readonly FaceSlot[], key: string): FaceSlot | undefined {
  if (key !== LARGEST_FACE) return slots.find(({ face }) => face.face === key);
  const areaOf = ({ face: { box } }: FaceSlot): number => box.width * box.height;
  return slots.reduce<FaceSlot | undefined>(
    (largest, slot) => (largest === undefined || areaOf(slot) > areaOf(largest) ? slot : largest),
    undefined,
  );
}
