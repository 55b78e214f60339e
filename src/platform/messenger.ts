/** @file One-off messages: asking the service worker, and pushing to the other contexts. */
import { FaultError } from '../core/errors/fault.ts';
import type { BackgroundReplies, BackgroundType, RequestOf } from '../protocol/background-messages.ts';
import { openEnvelope, parseReply, type Target } from '../protocol/envelope.ts';
import { classifySender, type SenderKind } from '../protocol/sender.ts';
import { browser } from './browser.ts';

/** @throws FaultError with the code that the service worker gave, or `recognizer-gone` when nobody answered. */
export async function askBackground<Type extends BackgroundType>(
  type: Type,
  payload: RequestOf<Type>,
): Promise<BackgroundReplies[Type]> {
  let raw: unknown;
  try {
    raw = await browser.runtime.sendMessage({ target: 'background', type, payload });
  } catch (error) {
    throw new FaultError('recognizer-gone', error instanceof Error ? error.name : 'no answer');
  }
  const reply = parseReply(raw);
  if (reply === undefined) throw new FaultError('message-invalid', `no reply to ${type}`);
  if (!reply.ok) throw new FaultError(reply.error.code, reply.error.message);
  // The reply comes from our own service worker, typed by the same map as the handler that made it.
  return reply.value as BackgroundReplies[Type];
}

/** The parts of a sender that both typings of the API agree on. */
interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly tab?: unknown;
}

export function senderKindOf(sender: Sender): SenderKind {
  const facts = { id: sender.id, url: sender.url, hasTab: sender.tab !== undefined };
  return classifySender(facts, browser.runtime.id, browser.runtime.getURL('').replace(/\/$/u, ''));
}

/** Sends without expecting an answer; that nobody listens is no error. */
export function push(target: Target, type: string, payload: unknown): void {
  void browser.runtime.sendMessage({ target, type, payload }).catch(ignoreAbsence);
}

/** Receives pushes for `target`; only from this extension's own service worker. */
export function onPush(target: Target, listener: (type: string, payload: unknown) => void): () => void {
  const handle = (message: unknown, sender: Sender): undefined => {
    const envelope = openEnvelope(message, target);
    const from = senderKindOf(sender);
    if (envelope !== undefined && from === 'background') {
      listener(envelope.type, envelope.payload);
    }
    return undefined;
  };
  browser.runtime.onMessage.addListener(handle);
  return () => {
    browser.runtime.onMessage.removeListener(handle);
  };
}

function ignoreAbsence(): void {
  // "Receiving end does not exist": the offscreen document is not there yet.
}
