/** @file What is said of a correction in the history. */
import type { Correction } from '../../../core/corrections/correction.ts';
import { countOf } from '../../shared/plural.ts';

export function describeCorrection(correction: Correction): string {
  const { kind, name, otherNames } = correction;
  const [other = 'somebody'] = otherNames;
  switch (kind) {
    case 'not':
      return `Not ${name}`;
    case 'confirmed':
      return `Yes, ${name}`;
    case 'named':
      return correction.rejection === undefined
        ? `Named ${name}`
        : `Named ${name}, not ${correction.rejection.against.name}`;
    case 'renamed':
      return `${name} is called ${other}`;
    case 'never-named':
      return `${name} is never named`;
    case 'named-again':
      return `${name} is named again`;
    case 'merged':
      return `${otherNames.join(', ')} merged into ${name}`;
    case 'samples-removed':
      return `${countOf(correction.change?.dropped.length ?? 0, 'picture')} of ${name} removed`;
    case 'samples-moved':
      return `${countOf(countGone(correction), 'picture')} of ${name} moved to ${other}`;
  }
}

/** With "not X" in force of a face that had been named: who would have been named instead. */
export function describeGrounds({ rejection, undoneAtMs, liftedBy }: Correction): string | undefined {
  if (rejection?.grounds === undefined || undoneAtMs !== undefined || liftedBy !== undefined)
    return undefined;
  const { against, grounds } = rejection;
  return grounds.runnerUp === undefined
    ? `Without ${against.name}, nobody would have been named.`
    : `Without ${against.name}, ${grounds.runnerUp.name} would have been named.`;
}

/** How many samples the anchor lost by it. */
function countGone({ change, anchorId }: Correction): number {
  const [before, after] = [change?.before, change?.after].map(
    (outlines) => outlines?.find(({ id }) => id === anchorId)?.sampleIds.length ?? 0,
  );
  return Math.max(0, (before ?? 0) - (after ?? 0));
}
