/** @file One player, tried without Nametag and with it: only what differs is Nametag's doing. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import {
  areBoxed,
  canPause,
  canPauseByKey,
  haveNames,
  isHoveredOnLabel,
  leaveFullscreen,
  opensFullscreen,
  opensVideoFullscreen,
  showsCaptions,
  survivesPictureInPicture,
} from './checks.ts';
import { taskMsPerSecond } from './cost.ts';
import { PlayerPage } from './player-page.ts';

/** `same`: neither with Nametag nor without. `none`: the player has no such thing, or it cannot be told. */
export type Answer = 'yes' | 'no' | 'same' | 'none';

export const CHECKS = [
  'names',
  'boxes',
  'mouse',
  'keyboard',
  'hover',
  'fullscreen',
  'videoFullscreen',
  'prefixedFullscreen',
  'pictureInPicture',
  'captions',
] as const;
export type Check = (typeof CHECKS)[number];

export interface PlayerResult {
  readonly player: string;
  readonly answers: Readonly<Partial<Record<Check, Answer>>>;
  /** Task time of the page's main thread in a second of playing, medians of turns. */
  readonly offMs: number;
  readonly onMs: number;
  /** Why nothing could be tried. */
  readonly error?: string;
}

const TURNS = 2;

export interface TryOptions {
  readonly address: string;
  readonly player: string;
  readonly pictures: string;
  readonly setSite: (isOn: boolean) => Promise<void>;
}

export async function tryPlayer(page: Page, options: TryOptions): Promise<PlayerResult> {
  const { setSite, address, player: name, pictures } = options;
  const player = await PlayerPage.open(page, address);
  await setSite(false);
  const without = await tryControls(player, () => Promise.resolve(true));
  const [offs, ons]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn++) {
    await setSite(false);
    await player.startPlaying();
    offs.push(await taskMsPerSecond(page));
    await setSite(true);
    await haveNames(player);
    ons.push(await taskMsPerSecond(page));
  }
  const isTold = player.controls.isTurned !== true;
  const names = await haveNames(player);
  const boxes = isTold ? await areBoxed(player) : undefined;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  const hover = await isHoveredOnLabel(player);
  const withIt = await tryControls(player, () => (isTold ? areBoxed(player) : haveNames(player)), {
    pictures,
    name,
  });
  const answers: Partial<Record<Check, Answer>> = {
    names: names ? 'yes' : 'no',
    boxes: boxes === undefined ? 'none' : boxes ? 'yes' : 'no',
    hover: player.controls.isFrame === true ? 'none' : hover ? 'yes' : 'no',
    pictureInPicture: (await attempt(() => survivesPictureInPicture(player))) ? 'yes' : 'no',
  };
  for (const check of [
    'mouse',
    'keyboard',
    'fullscreen',
    'videoFullscreen',
    'prefixedFullscreen',
    'captions',
  ] as const)
    answers[check] = compare(without[check], withIt[check]);
  return { player: name, answers, offMs: median(offs), onMs: median(ons) };
}

type Tried = Partial<Record<Check, boolean | undefined>>;

/** @param isRight whether the faces are where they belong once the screen is full */
async function tryControls(
  player: PlayerPage,
  isRight: () => Promise<boolean>,
  shots?: { readonly pictures: string; readonly name: string },
): Promise<Tried> {
  const { controls, page } = player;
  const inFullscreen = async (open: () => Promise<boolean>, kind: string): Promise<boolean> => {
    try {
      if (!(await open())) return false;
      const isFine = await isRight();
      if (shots !== undefined)
        await page.screenshot({ path: path.join(shots.pictures, `${shots.name}-${kind}.png`) });
      return isFine;
    } finally {
      await leaveFullscreen(player);
      await player.startPlaying();
    }
  };
  const isPausable = controls.play === undefined ? undefined : await attempt(() => canPause(player));
  await player.startPlaying();
  return {
    captions: await showsCaptions(player),
    mouse: isPausable,
    keyboard: await attempt(() => canPauseByKey(player)),
    fullscreen:
      controls.fullscreen === undefined
        ? undefined
        : await attempt(() => inFullscreen(() => opensFullscreen(player), 'container')),
    videoFullscreen: await attempt(() =>
      inFullscreen(() => opensVideoFullscreen(player, 'requestFullscreen'), 'video'),
    ),
    prefixedFullscreen: await attempt(() =>
      inFullscreen(() => opensVideoFullscreen(player, 'webkitRequestFullscreen'), 'prefixed'),
    ),
  };
}

/** What throws does not work. */
async function attempt(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}

function compare(without: boolean | undefined, withIt: boolean | undefined): Answer {
  if (without === undefined || withIt === undefined) return 'none';
  if (withIt) return 'yes';
  return without ? 'no' : 'same';
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}
