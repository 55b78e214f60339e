/** @file The park itself, after the set-up: players are installed and built, Nametag is tried on each, and the table is written. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { DIST } from '../../../scripts/browser/dist.ts';
import { findExtension } from '../../../scripts/browser/extension.ts';
import { grantOrigin } from '../../../scripts/browser/host-permission.ts';
import { launchBrowser } from '../../../scripts/browser/launch.ts';
import { openPopup } from '../../../scripts/browser/popup.ts';
import { startStaticSite } from '../../../scripts/browser/static-site.ts';
import { enrollFace, switchSite } from '../../../scripts/demo/popup-driver.ts';
import { ensureDependencies } from '../../../scripts/setup/dependencies.mjs';
import { printError, SetupError } from '../../../scripts/setup/setup-error.mjs';
import { buildPark } from './build.ts';
import { PEOPLE } from './checks.ts';
import { parseParkFlags, type ParkFlags } from './flags.mjs';
import { writeMedia } from './media.ts';
import { PlayerPage } from './player-page.ts';
import { fillPlayers, playersTable, type ParkRun } from './table.ts';
import { tryPlayer, type PlayerResult } from './try-player.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PARK = path.join(ROOT, 'test', 'park');
const OUT = path.join(ROOT, 'out', 'park');
const DOCUMENT = path.join(ROOT, 'docs', 'players.md');

/** Set by setup/run-tool.mjs. */
const CALLED_FROM = process.env['NAMETAG_CALLED_FROM'] ?? process.cwd();

try {
  await run(parseParkFlags(process.argv.slice(2)));
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

async function run({ only, json, docs }: ParkFlags): Promise<void> {
  const players = await choosePlayers(only);
  await ensureDependencies({
    title: 'Players',
    folder: PARK,
    flags: ['--ignore-scripts', '--legacy-peer-deps'],
  });
  await buildPark(path.join(OUT, 'site'));
  const result = await tryAll(players);
  const versions = await readVersions();
  if (json !== undefined) {
    const file = path.resolve(CALLED_FROM, json);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  }
  if (docs) await writeFile(DOCUMENT, fillPlayers(await readFile(DOCUMENT, 'utf8'), result, versions));
  console.log(`\n${playersTable(result.results, versions)}`);
}

/** @throws SetupError for one that does not exist */
async function choosePlayers(only: readonly string[] | undefined): Promise<string[]> {
  const files = await readdir(path.join(PARK, 'page', 'players'));
  const all = files.map((file) => path.basename(file, '.mjs')).sort();
  const unknown = only?.find((name) => !all.includes(name));
  if (unknown !== undefined)
    throw new SetupError(`There is no player "${unknown}". There are: ${all.join(', ')}.`);
  return only === undefined ? all : [...only];
}

async function tryAll(players: readonly string[]): Promise<ParkRun> {
  const site = await startStaticSite({
    root: path.join(OUT, 'site'),
    folders: [['/media/', path.join(OUT, 'media')]],
  });
  const browser = await launchBrowser({ headless: true, extensionDir: DIST });
  try {
    const { id } = await findExtension(browser);
    await grantOrigin(browser, id, 'http://127.0.0.1/*');
    await writeMedia(browser, id, path.join(OUT, 'media'));
    await enrollAll(browser, site.url);
    const results: PlayerResult[] = [];
    for (const [index, player] of players.entries()) {
      console.log(`… ${String(index + 1)}/${String(players.length)}  ${player}`);
      results.push(await tryOne(browser, site.url, player));
    }
    return { date: new Date().toISOString().slice(0, 10), chrome: await browser.version(), results };
  } finally {
    await browser.close();
    await site.close();
  }
}

async function enrollAll(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage();
  const player = await PlayerPage.open(page, `${url}?player=native`);
  const popup = await openPopup(browser, page);
  await switchSite(popup, true);
  for (const person of PEOPLE) {
    await enrollFace(popup, ({ x, y }) => isAt(player, person, x, y), person);
  }
  await popup.close();
  await page.close();
}

/** @param x and `y` are normalised to the picture */
async function isAt(player: PlayerPage, person: string, x: number, y: number): Promise<boolean> {
  const face = await player.faceOf(person);
  const { rect } = await player.video();
  if (face === undefined) return false;
  return (
    Math.abs(rect.x + x * rect.width - face.x - face.width / 2) < face.width / 2 &&
    Math.abs(rect.y + y * rect.height - face.y - face.height / 2) < face.height / 2
  );
}

async function tryOne(browser: Browser, url: string, player: string): Promise<PlayerResult> {
  const page = await browser.newPage();
  try {
    return await tryPlayer(page, {
      player,
      address: `${url}?player=${player}`,
      pictures: path.join(OUT, 'pictures'),
      setSite: (isOn) => setSite(browser, page, isOn),
    });
  } catch (error) {
    return { player, answers: {}, offMs: NaN, onMs: NaN, error: firstLine(error) };
  } finally {
    await page.close();
  }
}

async function setSite(browser: Browser, page: Page, isOn: boolean): Promise<void> {
  const popup = await openPopup(browser, page);
  await switchSite(popup, isOn);
  await popup.close();
}

function firstLine(error: unknown): string {
  return String(error).split('\n')[0]?.slice(0, 80) ?? '';
}

/** Of the packages, by the names of their pages; some pages are of no package. */
async function readVersions(): Promise<Record<string, string>> {
  const { dependencies } = JSON.parse(await readFile(path.join(PARK, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const byPage: Readonly<Record<string, string>> = {
    clappr: '@clappr/player',
    dash: 'dashjs',
    hls: 'hls.js',
    livekit: '@livekit/components-react',
    shaka: 'shaka-player',
    'three-sphere': 'three',
    videojs: 'video.js',
  };
  const pages = await choosePlayers(undefined);
  return Object.fromEntries(
    pages.flatMap((page) => {
      const version = dependencies[byPage[page] ?? page];
      return version === undefined ? [] : [[page, version]];
    }),
  );
}
