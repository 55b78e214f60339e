/** @file Whether a covered face is saved, and under which name: as typed, unless the gallery speaks against it and the person agrees. */
import { areCovered } from '../core/enrollment/covered-looks.ts';
import { freeName, judgeLikeness } from '../core/enrollment/resemblance.ts';
import type { EnrollChoice } from '../protocol/enroll-messages.ts';
import type { ToPanel } from '../protocol/panel-port.ts';
import type { TrackLook } from '../recognition/pipeline/track-state.ts';
import type { EnrollAs } from './enrollment.ts';
import type { View } from './knowledge.ts';

type QuestionMessage = Extract<ToPanel, { type: 'enrollQuestion' }>;
export type EnrollQuestion = WithoutEnvelope<QuestionMessage>;
/** Of each question by itself: `Omit` alone would keep only what they all have. */
type WithoutEnvelope<Message> = Message extends unknown ? Omit<Message, 'type' | 'request'> : never;

/** 'cancel' saves nothing; undefined when nobody is there to answer. */
export type EnrollAnswer = EnrollChoice | 'cancel' | undefined;

export interface SettledName {
  readonly as: EnrollAs;
  /** Somebody else whom the face resembles. */
  readonly lookAlike: string | undefined;
}

/**
 * @param elsewhere anchors that other faces of the same picture are named after.
 * @returns undefined when the person cancelled.
 */
export async function settleName(
  looks: readonly TrackLook[],
  as: EnrollAs,
  { gallery, limits }: View,
  elsewhere: ReadonlySet<string>,
  ask: (question: EnrollQuestion) => Promise<EnrollAnswer>,
): Promise<SettledName | undefined> {
  // Unanswered, it is saved: the samples can be seen and deleted.
  if (areCovered(looks) && (await ask({ kind: 'covered' })) === 'cancel') return undefined;
  // While another model takes over, the gallery speaks of numbers that the looks do not have.
  if (looks.some(({ modelId }) => modelId !== gallery.modelId)) return { as, lookAlike: undefined };
  const { doubt, lookAlike } = judgeLikeness(looks, as, gallery, limits, elsewhere);
  const typed = { as, lookAlike: lookAlike?.name };
  if (doubt?.kind === 'known') {
    const { anchorId, name } = doubt.other;
    const answer = await ask({ kind: 'known', anchorId, name });
    if (answer === 'cancel') return undefined;
    // Unanswered, it is two anchors of one person, which can be merged.
    return answer === 'theirs' ? { as: { name, anchorId }, lookAlike: undefined } : typed;
  }
  if (doubt?.kind === 'unlike') {
    const { anchorId, name } = doubt.own;
    const apartName = freeName(
      name,
      gallery.entries.map((entry) => entry.name),
    );
    const answer = await ask({ kind: 'unlike', anchorId, name, apartName });
    if (answer === 'cancel') return undefined;
    // Unanswered, nobody's pictures are mixed.
    return answer === 'typed' ? typed : { ...typed, as: { name: apartName } };
  }
  return typed;
}
