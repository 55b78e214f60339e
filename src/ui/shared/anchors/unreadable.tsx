/** @file What of the saved people cannot be read: how much, whom that makes unknown, and what helps. */
import type { Anchor } from '../../../core/gallery/anchor.ts';
import type { UnreadablePhotos } from '../../../protocol/model-messages.ts';
import { Notice } from '../notice.tsx';
import { describeLeftOut, describeLost, describeSkipped } from './unreadable-words.ts';

export interface UnreadableProps {
  /** Undefined when every photo can be read. */
  readonly unreadable: UnreadablePhotos | undefined;
  readonly anchors: readonly Anchor[];
}

export function Unreadable({ unreadable, anchors }: UnreadableProps) {
  if (unreadable === undefined) return null;
  const lost = describeLost(unreadable, anchors);
  const skipped = describeSkipped(unreadable, anchors);
  const leftOut = describeLeftOut(unreadable);
  return (
    <>
      {lost !== undefined && <Notice {...lost} testId="unreadable-people" />}
      {skipped !== undefined && <Notice {...skipped} testId="unreadable-photos" />}
      {leftOut !== undefined && <Notice {...leftOut} testId="unreadable-records" />}
    </>
  );
}
