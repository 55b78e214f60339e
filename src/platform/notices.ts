/** @file Chrome's own notifications, for which the person is asked when notices are switched on. */
import { browser } from './browser.ts';

const PERMISSION = { permissions: ['notifications' as const] };

export function mayNotify(): Promise<boolean> {
  return browser.permissions.contains(PERMISSION);
}

/** Call it directly in the click: Chrome asks only then. @returns false when the person refused */
export function askToNotify(): Promise<boolean> {
  return browser.permissions.request(PERMISSION);
}

export interface NoticeContent {
  readonly title: string;
  readonly message: string;
  /** As a data URL; it is shown, and kept nowhere. */
  readonly pictureUrl: string;
}

export async function notify({ title, message, pictureUrl }: NoticeContent): Promise<void> {
  await browser.notifications.create({ type: 'basic', title, message, iconUrl: pictureUrl });
}
