/** @file What is said of saved photos that no model can read. */
import type { FaultText } from '../../../core/errors/fault-texts.ts';
import type { Anchor } from '../../../core/gallery/anchor.ts';
import type { UnreadablePhotos } from '../../../protocol/model-messages.ts';

/** More names than these become a number. */
const MAX_NAMES = 3;

/** People whose photos are all unreadable. */
export function describeLost(
  { lostAnchorIds }: UnreadablePhotos,
  anchors: readonly Anchor[],
): FaultText | undefined {
  const names = anchors.filter(({ id }) => lostAnchorIds.includes(id)).map(({ name }) => name);
  const [only] = names;
  if (only === undefined) return undefined;
  if (names.length === 1) {
    return {
      text: `Nametag cannot recognize ${only}, because no saved photo of this person can be read.`,
      remedy: 'Add a new photo under the same name, or delete this person.',
    };
  }
  return {
    text: `Nametag cannot recognize ${listNames(names)}, because none of their saved photos can be read.`,
    remedy: 'Add new photos under the same names, or delete these people.',
  };
}

/** Photos of people who have others. */
export function describeSkipped(
  { photos, lostAnchorIds }: UnreadablePhotos,
  anchors: readonly Anchor[],
): FaultText | undefined {
  const ofLost = anchors
    .filter(({ id }) => lostAnchorIds.includes(id))
    .reduce((sum, { samples }) => sum + samples.length, 0);
  const skipped = photos - ofLost;
  if (skipped <= 0) return undefined;
  if (skipped === 1) {
    return {
      text: '1 saved photo cannot be read, so Nametag skips it.',
      remedy: 'The other photos of this person keep working.',
    };
  }
  return {
    text: `${String(skipped)} saved photos cannot be read, so Nametag skips them.`,
    remedy: 'The other photos of these people keep working.',
  };
}

/** People or corrections whose records the recognizer could not take. */
export function describeLeftOut({ records = 0 }: UnreadablePhotos): FaultText | undefined {
  if (records === 0) return undefined;
  const what =
    records === 1 ? '1 saved person or correction' : `${String(records)} saved people or corrections`;
  return {
    text: `Nametag cannot use ${what}.`,
    remedy: 'Everything else keeps working. Restart the browser; if this stays, save these people again.',
  };
}

function listNames(names: readonly string[]): string {
  const shown = names.length > MAX_NAMES ? names.slice(0, MAX_NAMES - 1) : names.slice(0, -1);
  const left = names.length - shown.length;
  const last = left === 1 ? (names.at(-1) ?? '') : `${String(left)} more people`;
  return `${shown.join(', ')} and ${last}`;
}
