/** @file The demo itself, after the set-up: opens a browser for the person, or drives it alone where nobody looks. */
import { DIST } from '../browser/dist.ts';
import { launchBrowser } from '../browser/launch.ts';
import { printError } from '../setup/setup-error.mjs';
import { driveDemo } from './drive.ts';
import { parseDemoFlags } from './flags.mjs';
import { startDemoServer } from './server.ts';

try {
  const flags = parseDemoFlags(process.argv.slice(2));
  if (flags.headless || !hasDisplay()) {
    process.exitCode = await driveDemo({ ...flags, extensionDir: DIST });
  } else {
    await showDemo();
  }
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

/** Stays until the person closes the browser, or stops it with Ctrl-C (Puppeteer closes the browser then). */
async function showDemo(): Promise<void> {
  const server = await startDemoServer();
  try {
    const browser = await launchBrowser({ headless: false, extensionDir: DIST });
    const closed = new Promise((resolve) => {
      browser.once('disconnected', resolve);
    });
    const [page = await browser.newPage()] = await browser.pages();
    await page.goto(server.url);
    console.log(`
  1. Click the Nametag button at the top right (in the menu behind the puzzle piece).
  2. Switch on "Recognize on 127.0.0.1" and let Chrome allow it.
  3. Click a face in the popup, type a name, and watch the name follow that face.

  Close the browser to end.`);
    await closed;
  } finally {
    await server.close();
  }
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return (process.env.DISPLAY ?? '') !== '' || (process.env.WAYLAND_DISPLAY ?? '') !== '';
}
