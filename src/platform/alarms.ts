/** @file Alarms that survive the service worker's sleep. */
import { browser } from './browser.ts';

/** Calls back every `periodMinutes`, also when the service worker has to be woken for it. */
export function onAlarm(name: string, periodMinutes: number, callback: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) callback();
  });
  void browser.alarms.get(name).then((existing: unknown) => {
    if (existing === undefined) void browser.alarms.create(name, { periodInMinutes: periodMinutes });
  });
}
