/** @file What the service worker pushes about people and settings, checked and handed to the recognizer's knowledge. */
import { settingsInForceSchema } from '../protocol/background-messages.ts';
import { readPart } from '../protocol/configuration-parts.ts';
import { CONFIGURE, SETTLE } from '../protocol/pushes.ts';
import { parseMessage } from '../protocol/schemas.ts';
import type { Knowledge } from './knowledge.ts';

/** Returns whether something else is in force now. */
export function takePush(knowledge: Knowledge, type: string, payload: unknown): boolean {
  if (type === CONFIGURE) {
    const part = readPart(payload);
    return part !== undefined && knowledge.applyPart(part);
  }
  if (type === SETTLE) {
    const settings = parseMessage(settingsInForceSchema, payload);
    return settings !== undefined && knowledge.settle(settings);
  }
  return false;
}
