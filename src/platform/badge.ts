/** @file The number on the toolbar button: how many faces of the tab bear a name. */
import { browser } from './browser.ts';

const BADGE_COLOR = '#0f766e';

export async function showBadge(tabId: number, named: number): Promise<void> {
  try {
    await browser.action.setBadgeBackgroundColor({ color: BADGE_COLOR, tabId });
    await browser.action.setBadgeText({ text: named === 0 ? '' : String(named), tabId });
  } catch {
    // The tab was closed between the count and this call; there is nothing left to show it on.
  }
}
