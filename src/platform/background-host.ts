/** @file Answering as the service worker. Apart from asking it: content scripts ask, and need none of its schemas. */
import { toFault } from '../core/errors/fault.ts';
import {
  BACKGROUND_REQUESTS,
  type BackgroundReplies,
  type BackgroundType,
  type RequestOf,
} from '../protocol/background-messages.ts';
import { openEnvelope, type Reply } from '../protocol/envelope.ts';
import { parseMessage } from '../protocol/schemas.ts';
import type { SenderKind } from '../protocol/sender.ts';
import { senderKindOf } from './messenger.ts';

export type BackgroundHandlers = {
  [Type in BackgroundType]: (request: RequestOf<Type>) => Promise<BackgroundReplies[Type]>;
};

/** Answers `background` messages: checks the sender and the payload before a handler sees anything. */
export function answerAsBackground(handlers: BackgroundHandlers): void {
  // A synchronous listener, typed by Chrome's rule: `true` promises an answer, `undefined` leaves the message to others.
  chrome.runtime.onMessage.addListener((message: unknown, sender, sendResponse): true | undefined => {
    const envelope = openEnvelope(message, 'background');
    const from = senderKindOf(sender);
    if (envelope === undefined || from === 'foreign') return undefined;
    void answer(handlers, envelope.type, envelope.payload, from).then(sendResponse);
    return true;
  });
}

async function answer(
  handlers: BackgroundHandlers,
  type: string,
  payload: unknown,
  from: SenderKind,
): Promise<Reply> {
  if (!isBackgroundType(type)) return refusal('message-invalid', 'unknown type');
  const contract = BACKGROUND_REQUESTS[type];
  if (!contract.from.includes(from)) return refusal('message-not-allowed', `${type} from ${from}`);
  const request = parseMessage(contract.request, payload);
  if (request === undefined) return refusal('message-invalid', type);
  try {
    // The map above guarantees that the parsed payload belongs to this handler; TypeScript cannot follow the correlation.
    const handler = handlers[type] as (checked: unknown) => Promise<unknown>;
    return { ok: true, value: await handler(request) };
  } catch (error) {
    return { ok: false, error: toFault(error) };
  }
}

function refusal(code: 'message-invalid' | 'message-not-allowed', message: string): Reply {
  return { ok: false, error: { code, message } };
}

function isBackgroundType(type: string): type is BackgroundType {
  return Object.hasOwn(BACKGROUND_REQUESTS, type);
}
