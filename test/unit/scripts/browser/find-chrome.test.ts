/** @file Where a browser is looked for, on each kind of machine. */
import { describe, expect, it } from 'vitest';
import { listChromeCandidates, parseChromeMajor } from '../../../../scripts/browser/find-chrome.mjs';

const nothing = (): string[] => [];

describe('listChromeCandidates', () => {
  it('takes Chromium from PATH before Chrome, and Edge last, on Linux', () => {
    const found = listChromeCandidates({
      platform: 'linux',
      env: { PATH: '/a:/b' },
      home: '/home/me',
      list: nothing,
    });
    expect(found.slice(0, 2)).toEqual(['/a/chromium', '/b/chromium']);
    expect(found.indexOf('/a/google-chrome')).toBeGreaterThan(found.indexOf('/usr/bin/chromium-browser'));
    expect(found.findIndex((file) => file.includes('edge'))).toBeGreaterThan(
      found.indexOf('/snap/bin/chromium'),
    );
    expect(new Set(found).size).toBe(found.length);
  });

  it('ignores folders of PATH that are relative', () => {
    const found = listChromeCandidates({
      platform: 'linux',
      env: { PATH: '.:bin' },
      home: '/root',
      list: nothing,
    });
    expect(found.every((file) => file.startsWith('/'))).toBe(true);
  });

  it('finds the applications on macOS, those of the person too', () => {
    const found = listChromeCandidates({ platform: 'darwin', env: {}, home: '/Users/me', list: nothing });
    expect(found).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(found).toContain('/Users/me/Applications/Chromium.app/Contents/MacOS/Chromium');
    expect(found.at(-1)).toContain('Microsoft Edge');
  });

  it('finds the programs on Windows through its folders', () => {
    const env = { PROGRAMFILES: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' };
    const found = listChromeCandidates({ platform: 'win32', env, home: 'C:\\Users\\me', list: nothing });
    expect(found).toContain('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
    expect(found).toContain('C:\\Users\\me\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe');
    expect(found.at(-1)).toContain('msedge.exe');
  });

  it('takes the newest Chrome for Testing of this kind of machine', () => {
    const list = (folder: string): string[] =>
      folder === '/home/me/.cache/puppeteer/chrome'
        ? ['linux-99.0.1', 'linux-150.0.2', 'mac-151.0.1', 'other']
        : [];
    const found = listChromeCandidates({ platform: 'linux', env: {}, home: '/home/me', list });
    expect(found.filter((file) => file.includes('puppeteer'))).toEqual([
      '/home/me/.cache/puppeteer/chrome/linux-150.0.2/chrome-linux64/chrome',
      '/home/me/.cache/puppeteer/chrome/linux-99.0.1/chrome-linux64/chrome',
    ]);
  });
});

describe('parseChromeMajor', () => {
  it.each([
    ['Chromium 156.0.8078.79 built on Debian GNU/Linux 12', 156],
    ['Google Chrome 149.0.1.2', 149],
    ['Google Chrome for Testing 150.0.7.1', 150],
    ['Microsoft Edge 148.0.3.4', 148],
  ])('reads %s', (text, major) => {
    expect(parseChromeMajor(text)).toBe(major);
  });

  it('reads no version from a script that asks for snap', () => {
    expect(
      parseChromeMajor("Command '/usr/bin/chromium-browser' requires the chromium snap"),
    ).toBeUndefined();
  });
});
