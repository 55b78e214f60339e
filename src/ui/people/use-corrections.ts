/** @file The history of corrections, kept fresh while the page is open. */
import { useEffect, useState } from 'preact/hooks';
import { toFault } from '../../core/errors/fault.ts';
import type { Correction } from '../../core/corrections/correction.ts';
import { onCorrectionsChanged, readCorrections } from '../../platform/correction-store.ts';
import { logFault } from '../../platform/log.ts';

/** Newest first; empty until they have been read. */
export function useCorrections(): readonly Correction[] {
  const [corrections, setCorrections] = useState<readonly Correction[]>([]);
  useEffect(() => {
    const refresh = (): void => {
      readCorrections().then(setCorrections, (error: unknown) => {
        // The people themselves come from the same storage: the page says there that it cannot be read.
        logFault(toFault(error, 'storage-failed'));
      });
    };
    refresh();
    return onCorrectionsChanged(refresh);
  }, []);
  return corrections;
}
