/** @file Tells the person who appears, from the faces that the recognizer reports of this tab. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Pixels } from '../../../core/image/pixels.ts';
import { Appearances } from '../../../core/notices/appearances.ts';
import { NO_NOTICES, type NoticeRules } from '../../../core/notices/notice-rules.ts';
import { askBackground } from '../../../platform/messenger.ts';
import { onNoticeRulesChanged, readNoticeRules } from '../../../platform/notice-store.ts';
import { askToNotify, mayNotify, notify } from '../../../platform/notices.ts';
import type { TabStatus } from '../../../protocol/panel-port.ts';

export interface Notices {
  readonly rules: NoticeRules;
  /** The browser was asked, and the person said no. */
  readonly isRefused: boolean;
  /** Switching on asks the browser: call it in the click. */
  change(rules: NoticeRules): void;
}

/** `isLive`: webcam or screen are being watched. */
export function useNotices(status: TabStatus | undefined, isLive: boolean): Notices {
  const [rules, setRules] = useState(NO_NOTICES);
  const [isRefused, setRefused] = useState(false);
  const appearances = useRef(new Appearances());

  useEffect(() => {
    const refresh = async (): Promise<void> => {
      const stored = await readNoticeRules();
      // A permission that was taken back switches them off.
      setRules({ ...stored, isOn: stored.isOn && (await mayNotify()) });
    };
    void refresh();
    return onNoticeRulesChanged(() => void refresh());
  }, []);

  useEffect(() => {
    if (!isLive || status === undefined) return;
    const now = new Date();
    const minute = now.getHours() * 60 + now.getMinutes();
    for (const { name, face } of appearances.current.update(status.faces, now.getTime(), minute, rules)) {
      const crop = status.faces.find((one) => one.face === face)?.crop;
      void announce(name, crop, now);
    }
    // Only a new status is news.
  }, [status]);

  const wasOn = rules.isOn;
  const change = useCallback(
    (wanted: NoticeRules) => {
      const run = async (): Promise<void> => {
        const isAllowed = !wanted.isOn || wasOn || (await askToNotify());
        setRefused(!isAllowed);
        const next = { ...wanted, isOn: wanted.isOn && isAllowed };
        setRules(next);
        await askBackground('notices.set', { ...next, anchorIds: [...next.anchorIds] });
      };
      void run();
    },
    [wasOn],
  );
  return { rules, isRefused, change };
}

async function announce(name: string | undefined, crop: Pixels | undefined, now: Date): Promise<void> {
  const time = now.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  await notify({
    title: name ?? 'Somebody unknown',
    message: `Came into view at ${time}.`,
    pictureUrl: crop === undefined ? new URL('/assets/icon-128.png', location.href).href : pictureOf(crop),
  });
}

function pictureOf({ width, height, data }: Pixels): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  return canvas.toDataURL('image/png');
}
