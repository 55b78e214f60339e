/** @file The people page: everybody who is saved, what the gallery doctor says of them, and one person at a time in full. */
import { useEffect } from 'preact/hooks';
import type { StoredAnchors } from '../../platform/anchor-shelf.ts';
import { openStudio } from '../../platform/extension-pages.ts';
import { Brand, PrivacyFooter } from '../shared/brand.tsx';
import { Icon } from '../shared/icons.tsx';
import { FaultNotice } from '../shared/notice.tsx';
import { SettingsButton } from '../shared/settings-button.tsx';
import { useGallery } from '../shared/anchors/use-gallery.ts';
import { DeedToast } from './deed-toast.tsx';
import { Overview } from './overview.tsx';
import { findPerson, nameOf, type People } from './people-context.ts';
import { PersonPage } from './person/person-page.tsx';
import { useDeeds, type Deeds } from './use-deeds.ts';
import { useDiagnosis } from './use-diagnosis.ts';
import { addressOf, useRoute } from './use-route.ts';

export function PeoplePage() {
  const gallery = useGallery();
  return (
    <>
      <Brand>
        <span class="hint page-title">People</span>
        <button
          class="button is-quiet"
          type="button"
          data-testid="open-studio"
          onClick={() => void openStudio()}
        >
          <Icon name="camera" />
          Studio
        </button>
        <SettingsButton />
      </Brand>
      {gallery.kind === 'loading' && <p class="hint page-loading">Reading who is saved…</p>}
      {gallery.kind === 'failed' && <FaultNotice code={gallery.fault.code} />}
      {gallery.kind === 'ready' && <Loaded stored={gallery.stored} />}
      <PrivacyFooter />
    </>
  );
}

function Loaded({ stored }: { readonly stored: StoredAnchors }) {
  const { anchors } = stored;
  const anchorId = useRoute();
  const deeds = useDeeds((id) => nameOf(people, id));
  const people: People = { anchors, perform: (deed) => deeds.perform(deed) };
  const { state: doctor, restart } = useDiagnosis();
  const anchor = findPerson(people, anchorId);
  useFollow(deeds, anchorId, anchor !== undefined);
  return (
    <>
      {deeds.fault !== undefined && <FaultNotice code={deeds.fault.code} testId="deed-fault" />}
      {anchor === undefined ? (
        <Overview stored={stored} people={people} deeds={deeds} doctor={doctor} onRestart={restart} />
      ) : (
        <PersonPage anchor={anchor} people={people} doctor={doctor} />
      )}
      {deeds.done !== undefined && (
        <DeedToast
          key={deeds.done.number}
          done={deeds.done}
          onUndo={() => {
            if (deeds.done !== undefined) void deeds.undo(deeds.done.undo);
          }}
          onTimeout={deeds.dismiss}
        />
      )}
    </>
  );
}

/** Whoever was merged is shown as whom they became; whoever is gone is not shown any more. */
function useFollow({ done }: Deeds, anchorId: string | undefined, isThere: boolean): void {
  useEffect(() => {
    if (anchorId === undefined || isThere) return;
    const { deed } = done ?? {};
    const became = deed?.kind === 'merge' && deed.fromIds.includes(anchorId) ? deed.intoId : undefined;
    location.replace(addressOf(became));
  }, [done, anchorId, isThere]);
}
