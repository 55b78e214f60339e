/** @file What is said about saved faces that could not be read. */
import { faultText, type FaultText } from '../../../core/errors/fault-texts.ts';

/** Undefined when nothing is damaged. */
export function describeDamage(damagedRecords: number): FaultText | undefined {
  if (damagedRecords === 0) return undefined;
  if (damagedRecords === 1) return faultText('record-damaged');
  return {
    text: `${String(damagedRecords)} saved faces could not be read and were set aside.`,
    remedy: 'The others keep working. Enroll these people again.',
  };
}
