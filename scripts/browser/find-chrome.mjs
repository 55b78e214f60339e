/**
 * @file Finds a Chrome or Chromium to run the extension in, and on Debian installs one when it may.
 * Only Node built-ins: this runs before `npm ci`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { SetupError } from '../setup/setup-error.mjs';
import { startStep } from '../setup/steps.mjs';

const HOW_TO_GET_ONE =
  'No Chrome or Chromium was found: install one from https://www.google.com/chrome/, or set CHROME_PATH to the program.';

/** Programs looked for in every folder of PATH, best first. Edge is last: it is Chromium with its own habits. */
const LINUX_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const LINUX_EDGE_NAMES = ['microsoft-edge-stable', 'microsoft-edge'];

/**
 * @param {{ install?: boolean }} [options] `install: false` never installs anything
 * @returns {Promise<string>} the path of a browser that runs
 * @throws SetupError whose message is the one line that tells the person what to do
 */
export async function findChrome({ install = true } = {}) {
  const chosen = process.env.CHROME_PATH;
  if (chosen !== undefined && chosen !== '') {
    if (isUsable(chosen)) return chosen;
    throw new SetupError(
      `CHROME_PATH is set to ${chosen}, which is not a browser that runs here: correct it or unset it.`,
    );
  }
  const found = findInstalled();
  if (found !== undefined) return found;
  if (install && canInstall()) {
    await installWithApt();
    const installed = findInstalled();
    if (installed !== undefined) return installed;
  }
  throw new SetupError(HOW_TO_GET_ONE);
}

/**
 * Where browsers usually live, best first: Chromium, Chrome, Chrome for Testing, Edge.
 * @param {{ platform: string, env: Record<string, string | undefined>, home: string, list?: (folder: string) => string[] }} machine
 *   `list` gives the names in a folder and `[]` for a folder that does not exist
 * @returns {string[]}
 */
export function listChromeCandidates({ platform, env, home, list = listFolder }) {
  if (platform === 'win32') return listWindowsCandidates(env, home, list);
  if (platform === 'darwin') return listMacCandidates(home, list);
  return listLinuxCandidates(env, home, list);
}

function listLinuxCandidates(env, home, list) {
  const folders = (env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/'));
  const inPath = (names) => names.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
  return unique([
    ...inPath(LINUX_NAMES),
    '/usr/bin/chromium',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
    ...listChromesForTesting(path.posix, path.posix.join(home, '.cache/puppeteer/chrome'), list, {
      linux: 'chrome-linux64/chrome',
    }),
    ...inPath(LINUX_EDGE_NAMES),
    '/opt/microsoft/msedge/msedge',
  ]);
}

function listMacCandidates(home, list) {
  const apps = (name) =>
    ['/Applications', path.posix.join(home, 'Applications')].map(
      (folder) => `${folder}/${name}.app/Contents/MacOS/${name}`,
    );
  const forTesting = 'Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing';
  return unique([
    ...apps('Chromium'),
    ...apps('Google Chrome'),
    ...apps('Google Chrome for Testing'),
    ...listChromesForTesting(path.posix, path.posix.join(home, '.cache/puppeteer/chrome'), list, {
      mac_arm: `chrome-mac-arm64/${forTesting}`,
      mac: `chrome-mac-x64/${forTesting}`,
    }),
    ...apps('Microsoft Edge'),
  ]);
}

function listWindowsCandidates(env, home, list) {
  const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root);
  const inRoots = (tail) => roots.map((root) => path.win32.join(root, tail));
  return unique([
    ...inRoots('Chromium\\Application\\chrome.exe'),
    ...inRoots('Google\\Chrome\\Application\\chrome.exe'),
    ...listChromesForTesting(path.win32, path.win32.join(home, '.cache\\puppeteer\\chrome'), list, {
      win64: 'chrome-win64\\chrome.exe',
      win32: 'chrome-win32\\chrome.exe',
    }),
    ...inRoots('Microsoft\\Edge\\Application\\msedge.exe'),
  ]);
}

/** `@puppeteer/browsers` keeps its downloads in `<cache>/<platform>-<version>/<program>`; newest first. */
function listChromesForTesting(paths, cache, list, programs) {
  const versions = [...list(cache)].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return versions.flatMap((folder) => {
    const program = programs[folder.slice(0, folder.lastIndexOf('-'))];
    return program === undefined ? [] : [paths.join(cache, folder, program)];
  });
}

/**
 * @param {string} text what `chrome --version` prints
 * @returns {number | undefined} the major version
 */
export function parseChromeMajor(text) {
  const match = /(?:Chrom|Edge)[^\d]*(\d+)\.\d+/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

function findInstalled() {
  const machine = { platform: process.platform, env: process.env, home: homedir() };
  return listChromeCandidates(machine).find(isUsable);
}

/** Ubuntu's `chromium-browser` may be a script that only asks for snap: so the program has to state its version. */
function isUsable(program) {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    return false;
  }
  // chrome.exe prints no version and opens a window instead.
  if (process.platform === 'win32') return true;
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  const major = parseChromeMajor(answer.stdout ?? '');
  return major !== undefined && major >= readMinimumMajor();
}

function readMinimumMajor() {
  try {
    const manifest = JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8'));
    return Number.parseInt(manifest.minimum_chrome_version ?? '0', 10);
  } catch {
    // The build is the one to complain about a broken manifest.
    return 0;
  }
}

function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

async function installWithApt() {
  const step = startStep('Chromium');
  try {
    step.update('asking apt-get for the package lists');
    await runAptGet(['update'], step);
    await runAptGet(['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-liberation'], step);
    step.done('installed with apt-get');
  } catch (error) {
    step.fail();
    throw new SetupError(`${HOW_TO_GET_ONE} (apt-get could not install it: ${error.message})`, {
      cause: error,
    });
  }
}

/** apt-get reports its progress as `dlstatus:…:percent:text` and `pmstatus:…:percent:text` on a descriptor of its own. */
function runAptGet(args, step) {
  return new Promise((resolve, reject) => {
    const child = spawn('apt-get', ['--quiet=2', '-o', 'APT::Status-Fd=3', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint = `${complaint}${chunk}`.slice(-2000)));
    child.stdio[3].on('data', (chunk) => {
      for (const line of String(chunk).split('\n')) {
        const [kind, , percent] = line.split(':');
        if (kind === 'dlstatus') step.update(`downloading ${Math.round(Number(percent))} %`);
        if (kind === 'pmstatus') step.update(`unpacking ${Math.round(Number(percent))} %`);
      }
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(complaint.trim().split('\n').at(-1) || `exit code ${code}`));
    });
  });
}

function listFolder(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function unique(items) {
  return [...new Set(items)];
}
