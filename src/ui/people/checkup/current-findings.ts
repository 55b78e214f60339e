/** @file Of a diagnosis that may be a moment old, what still holds of the people who are there now. */
import type { Finding } from '../../../core/doctor/finding.ts';
import { findPerson, findSample, type People } from '../people-context.ts';

/** Without findings whose people or pictures are gone: the next diagnosis, on its way, will not have them either. */
export function currentFindings(findings: readonly Finding[], people: People): readonly Finding[] {
  return findings.filter(
    ({ anchorIds, samples }) =>
      anchorIds.every((anchorId) => findPerson(people, anchorId) !== undefined) &&
      samples.every((sample) => findSample(people, sample) !== undefined),
  );
}

/** Equal for the same finding in two diagnoses. */
export function findingKey({ kind, anchorIds, samples }: Finding): string {
  return [kind, ...anchorIds, ...samples.map(({ sampleId }) => sampleId)].join(' ');
}
