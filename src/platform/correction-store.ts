/** @file Reading the history of corrections, and the primitive writes that only the service worker uses. */
import type { Correction } from '../core/corrections/correction.ts';
import { parseCorrectionRecord, toCorrectionRecord } from '../protocol/correction-record.ts';
import { onKeysChanged, readUnder, removeKeys, writeKeys } from './local-store.ts';

const CORRECTION_PREFIX = 'correction:';

/** Newest first, also those that were undone. */
export async function readCorrections(): Promise<Correction[]> {
  const records = Object.values(await readUnder(CORRECTION_PREFIX));
  return records
    .flatMap((record) => parseCorrectionRecord(record) ?? [])
    .sort((a, b) => b.madeAtMs - a.madeAtMs || b.id.localeCompare(a.id));
}

/** Keys of records that could not be read. */
export async function readDamagedCorrections(): Promise<string[]> {
  const records = Object.entries(await readUnder(CORRECTION_PREFIX));
  return records.filter(([, record]) => parseCorrectionRecord(record) === undefined).map(([key]) => key);
}

export function onCorrectionsChanged(callback: () => void): () => void {
  return onKeysChanged((keys) => {
    if (keys.some((key) => key.startsWith(CORRECTION_PREFIX))) callback();
  });
}

export function correctionRecords(corrections: readonly Correction[]): Record<string, unknown> {
  return Object.fromEntries(
    corrections.map((correction) => [CORRECTION_PREFIX + correction.id, toCorrectionRecord(correction)]),
  );
}

export async function writeCorrections(corrections: readonly Correction[]): Promise<void> {
  await writeKeys(correctionRecords(corrections));
}

export async function removeCorrections(corrections: readonly Correction[]): Promise<void> {
  await removeKeys(corrections.map(({ id }) => CORRECTION_PREFIX + id));
}
