/**
 * @file Who asked the network for what, from Chromium's own log (`--log-net-log`): it sees every context of an extension,
 * also service workers and offscreen documents, and requests that a debugger would attach too late for.
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const logSchema = v.object({
  events: v.array(
    v.object({
      params: v.optional(v.object({ url: v.optional(v.string()), initiator: v.optional(v.string()) })),
    }),
  ),
});

export interface NetworkUse {
  /** Addresses that the extension asked the network for. */
  byExtension: string[];
  /** Addresses that web pages asked for; shows that the log was really written. */
  byPages: string[];
}

/** Read it after the browser has closed: only then is the log complete. */
export function readNetLog(path: string, extensionId: string): NetworkUse {
  const { events } = v.parse(logSchema, JSON.parse(readFileSync(path, 'utf8')));
  const byExtension = new Set<string>();
  const byPages = new Set<string>();
  for (const { params } of events) {
    if (params?.url === undefined || !/^(?:https?|wss?):/u.test(params.url)) continue;
    if (params.initiator === `chrome-extension://${extensionId}`) byExtension.add(params.url);
    else if (params.initiator?.startsWith('http') === true) byPages.add(params.url);
  }
  return { byExtension: [...byExtension], byPages: [...byPages] };
}
