/** @file Whether a covered face is saved, and under which name: as typed, unless the gallery speaks against it and the person agrees. */
import { areCovered, type CoverableLook } from '../core/enrollment/covered-looks.ts';
import { freeName, judgeLikeness } from '../core/enrollment/resemblance.ts';
import type { Candidate } from '../core/gallery/choose-samples.ts';
import type { EnrollChoice } from '../protocol/enroll-messages.ts';
import type { ToPanel } from '../protocol/panel-port.ts';
import type { EnrollAs } from './enrollment.ts';
import type { View } from './knowledge.ts';

type QuestionMessage = Extract<ToPanel, { type: 'enrollQuestion' }>;
export type EnrollQuestion = WithoutEnvelope<QuestionMessage>;
/** Of each question by itself: `Omit` alone would keep only what they all have. */
type WithoutEnvelope<Message> = Message extends unknown ? Omit<Message, 'type' | 'request'> : never;

/** What is judged before it is saved. */
export interface LookToSave extends Candidate, CoverableLook {
  readonly modelId: string;
}

/** 'cancel' saves nothing; undefined when nobody is there to answer. */
export type EnrollAnswer = EnrollChoice | 'cancel' | undefined;

/** Asks the person; undefined where nobody is there to answer. */
export type AskPerson = (question: EnrollQuestion) => Promise<EnrollAnswer>;

/** The person was asked, and saves nothing. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

export interface SettledName {
  readonly as: EnrollAs;
  /** Somebody else whom the face resembles. */
  readonly lookAlike: string | undefined;
}

/**
 * Asks about a covered face, and then about the name.
 * @param elsewhere anchors that other faces of the same picture are named after.
 * @returns undefined when the person cancelled.
 */
export async function settleName(
  looks: readonly LookToSave[],
  as: EnrollAs,
  view: View,
  elsewhere: ReadonlySet<string>,
  ask: AskPerson,
): Promise<SettledName | undefined> {
  // Unanswered, it is saved: the samples can be seen and deleted.
  if (areCovered(looks) && (await ask({ kind: 'covered' })) === 'cancel') return undefined;
  return settleDoubt(looks, as, view, elsewhere, ask);
}

/**
 * The one place that decides whether a face may become part of a saved person, for every way of naming one.
 * @param elsewhere anchors that the face is known not to be.
 * @returns undefined when the person cancelled.
 */
export async function settleDoubt(
  looks: readonly LookToSave[],
  as: EnrollAs,
  { gallery, limits }: View,
  elsewhere: ReadonlySet<string>,
  ask: AskPerson,
): Promise<SettledName | undefined> {
  // While another model takes over, the gallery speaks of numbers that some looks do not have.
  const comparable = looks.filter(({ modelId }) => modelId === gallery.modelId);
  if (comparable.length === 0) return { as, lookAlike: undefined };
  const { doubt, lookAlike } = judgeLikeness(comparable, as, gallery, limits, elsewhere);
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
