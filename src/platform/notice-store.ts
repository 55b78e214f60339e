/** @file The rules for notices; anything unreadable counts as off. */
import { NO_NOTICES, type NoticeRules } from '../core/notices/notice-rules.ts';
import { noticeRulesSchema } from '../protocol/notice-record.ts';
import { parseMessage } from '../protocol/schemas.ts';
import { onKeysChanged, readKey, writeKeys } from './local-store.ts';

const NOTICES_KEY = 'notices';

export async function readNoticeRules(): Promise<NoticeRules> {
  return parseMessage(noticeRulesSchema, await readKey(NOTICES_KEY)) ?? NO_NOTICES;
}

/** Only the service worker writes. */
export async function writeNoticeRules(rules: NoticeRules): Promise<void> {
  await writeKeys({ [NOTICES_KEY]: { ...rules, anchorIds: [...rules.anchorIds] } });
}

export function onNoticeRulesChanged(callback: () => void): () => void {
  return onKeysChanged((keys) => {
    if (keys.includes(NOTICES_KEY)) callback();
  });
}
