/** @file Starts Chromium for the demo and the end-to-end tests, with or without an unpacked extension. */
import puppeteer, { type Browser, type LaunchOptions } from 'puppeteer-core';
import { findChrome } from './find-chrome.mjs';

export interface BrowserOptions {
  headless: boolean;
  /** The unpacked extension to load, as an absolute path. */
  extensionDir?: string;
  /** Further switches, as for a fake camera. */
  args?: readonly string[];
  /** A profile that stays; without it there is a fresh one that is deleted at the end. */
  profileDir?: string;
  /** How long a single call into a page may take. */
  protocolTimeoutMs?: number;
}

/*
 * [Note: No named functions in evaluate]
 * tsx marks functions that have a name with a call of `__name`, which pages do not have. What is handed to
 * `page.evaluate` therefore declares no named function (nor a constant that holds one), or is given as text.
 */

/** Pages are as large in a window as without one. */
const WINDOW = { width: 1280, height: 860 };

/** Chrome's own talk to the network: none of it is wanted, and where the network is closed it only costs time. */
const QUIET_ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
];

/** Lets WebGL, which MediaPipe needs, run on the CPU where there is no GPU. It changes nothing where there is one. */
const SOFTWARE_GL_ARGS = ['--enable-unsafe-swiftshader'];

/**
 * Extensions are loaded through the debugging pipe, which branded Chrome accepts too; its `--load-extension` is gone
 * since version 137.
 * @returns a browser that the caller closes
 * @throws an Error with one line for the person when there is no browser
 */
export async function launchBrowser(options: BrowserOptions): Promise<Browser> {
  const { headless, extensionDir, args = [], profileDir, protocolTimeoutMs } = options;
  const launch: LaunchOptions = {
    executablePath: await findChrome(),
    headless,
    pipe: true,
    enableExtensions: extensionDir === undefined ? false : [extensionDir],
    defaultViewport: headless ? WINDOW : null,
    args: [
      ...QUIET_ARGS,
      ...SOFTWARE_GL_ARGS,
      `--window-size=${String(WINDOW.width)},${String(WINDOW.height)}`,
      ...(isLinuxRoot() ? ['--no-sandbox'] : []),
      ...args,
    ],
  };
  if (profileDir !== undefined) launch.userDataDir = profileDir;
  if (protocolTimeoutMs !== undefined) launch.protocolTimeout = protocolTimeoutMs;
  // Without it a person's window would say that it is controlled by test software.
  if (!headless) launch.ignoreDefaultArgs = ['--enable-automation'];
  return puppeteer.launch(launch);
}

/** Chromium's sandbox does not start as root. */
function isLinuxRoot(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}
