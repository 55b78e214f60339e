/** @file Alarms that survive the service worker's sleep. */
import { browser } from './browser.ts';

/** Also when the service worker has to be woken for it. */
export function onAlarm(name: string, callback: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) callback();
  });
}

/** From now on every `periodMinutes`; one that is set goes on as it is. */
export async function setAlarm(name: string, periodMinutes: number): Promise<void> {
  const existing: unknown = await browser.alarms.get(name);
  if (existing === undefined) await browser.alarms.create(name, { periodInMinutes: periodMinutes });
}

export async function clearAlarm(name: string): Promise<void> {
  await browser.alarms.clear(name);
}
