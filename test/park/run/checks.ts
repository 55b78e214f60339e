/** @file What is tried on each player. Each check answers whether it went as a person expects. */
import type { ElementHandle, Page } from 'puppeteer-core';
import { paintedBox } from '../../e2e/box-pixels.ts';
import { readOverlay, type Rect } from '../../e2e/overlay.ts';
import { waitUntil } from '../../e2e/wait-until.ts';
import type { PlayerPage } from './player-page.ts';

export const PEOPLE = ['Clara', 'Mira'] as const;

const ACTION_MS = 4000;
const NAMES_MS = 15_000;
/** The truth's boxes end at the brow or the hairline, the product's do not: they are the same face from here on. */
const MIN_OVERLAP = 0.35;
/** Around the face, in its widths and heights: other people's boxes are farther away. */
const MARGIN = 0.6;

/** Whether a condition comes about in time. */
async function comes(condition: () => Promise<boolean>, timeoutMs = ACTION_MS): Promise<boolean> {
  try {
    await waitUntil(condition, 'it', timeoutMs);
    return true;
  } catch {
    return false;
  }
}

export async function haveNames(player: PlayerPage): Promise<boolean> {
  const { page, controls } = player;
  // The overlay of a frame is not looked into, its pixels are.
  if (controls.isFrame === true) return areBoxed(player);
  return comes(async () => {
    const names = (await readOverlay(page)).filter(({ state }) => state === 'named').map(({ name }) => name);
    return PEOPLE.every((person) => names.includes(person));
  }, NAMES_MS);
}

/** By the pixels of a picture of the page: whether a box is painted around each of the two faces. */
export async function areBoxed(player: PlayerPage): Promise<boolean> {
  return comes(async () => {
    const { paused } = await player.video();
    if (!paused) await player.call('pause');
    try {
      for (const person of PEOPLE) {
        const face = await player.faceOf(person);
        if (face === undefined) return false;
        const painted = await paintedBox(player.page, around(face));
        if (painted === undefined || overlap(face, painted) < MIN_OVERLAP) return false;
      }
      return true;
    } finally {
      if (!paused) await player.startPlaying();
    }
  }, NAMES_MS);
}

/** By the player's own button, with the mouse. */
export async function canPause(player: PlayerPage): Promise<boolean> {
  return (await toggles(player, true)) && (await toggles(player, false));
}

async function toggles(player: PlayerPage, paused: boolean): Promise<boolean> {
  if (!(await clickControl(player, player.controls.play))) return false;
  return comes(async () => (await player.video()).paused === paused);
}

/** By the space bar, with the focus where a click on the player's button leaves it. */
export async function canPauseByKey(player: PlayerPage): Promise<boolean> {
  const target = await player.find(player.controls.play ?? player.controls.root);
  await target?.focus();
  for (const paused of [true, false]) {
    await player.page.keyboard.press('Space');
    if (!(await comes(async () => (await player.video()).paused === paused))) {
      await player.startPlaying();
      return false;
    }
  }
  return true;
}

/** Whether the page still takes the pointer for being on its player while it is on a label. */
export async function isHoveredOnLabel(player: PlayerPage): Promise<boolean> {
  const { x, y } = await player.offset();
  return comes(async () => {
    const [face] = (await readOverlay(player.page)).filter(({ state }) => state === 'named');
    if (face === undefined) return false;
    const { label } = face;
    await player.page.mouse.move(x + label.x + label.width / 2, y + label.y + label.height / 2);
    const root = await player.find(player.controls.root);
    return (await root?.evaluate((element) => element.matches(':hover'))) === true;
  });
}

export async function opensFullscreen(player: PlayerPage): Promise<boolean> {
  if (!(await clickControl(player, player.controls.fullscreen))) return false;
  return comes(() => isFullscreen(player));
}

export async function opensVideoFullscreen(player: PlayerPage, method: string): Promise<boolean> {
  await player.call(method);
  return comes(() => isFullscreen(player));
}

export async function leaveFullscreen(player: PlayerPage): Promise<void> {
  await player.frame.evaluate('document.fullscreenElement === null ? undefined : document.exitFullscreen()');
  await comes(async () => !(await isFullscreen(player)));
}

/** The names leave the place of a video that floats, and come back with it. */
export async function survivesPictureInPicture(player: PlayerPage): Promise<boolean> {
  await player.call('requestPictureInPicture');
  const left = await comes(async () => (await namedOn(player.page)) === 0);
  await player.frame.evaluate('document.exitPictureInPicture()');
  await player.startPlaying();
  return left && (await haveNames(player));
}

/** Undefined for a player that has none to show, or draws them itself. */
export async function showsCaptions(player: PlayerPage): Promise<boolean | undefined> {
  const { captions, hasTracks } = await player.video();
  return hasTracks ? captions.length > 0 : undefined;
}

async function namedOn(page: Page): Promise<number> {
  return (await readOverlay(page)).filter(({ state }) => state === 'named').length;
}

async function isFullscreen(player: PlayerPage): Promise<boolean> {
  return (await player.frame.evaluate('document.fullscreenElement !== null')) as boolean;
}

/** Brings the player's bar up as a person does, and clicks. False where the player has no such control. */
async function clickControl(player: PlayerPage, selector: string | undefined): Promise<boolean> {
  if (selector === undefined) return false;
  const { rect } = await player.video();
  const { x, y } = await player.offset();
  const { mouse } = player.page;
  await mouse.move(x + rect.x + rect.width / 2, y + rect.y + rect.height / 2);
  await mouse.move(x + rect.x + rect.width / 2 + 9, y + rect.y + rect.height * 0.8);
  const control = await player.find(selector);
  const box = await control?.boundingBox();
  if (box === null || box === undefined) return false;
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  // Bars fade in, and take no clicks until they are there.
  await comes(() => isOnTop(control));
  await mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  return true;
}

async function isOnTop(control: ElementHandle | null): Promise<boolean> {
  const isThere = await control?.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const root = element.getRootNode() as Document | ShadowRoot;
    const top = root.elementFromPoint(x + width / 2, y + height / 2);
    return top !== null && (element.contains(top) || top.contains(element));
  });
  return isThere === true;
}

function around({ x, y, width, height }: Rect): Rect {
  return {
    x: x - width * MARGIN,
    y: y - height * MARGIN,
    width: width * (1 + 2 * MARGIN),
    height: height * (1 + 2 * MARGIN),
  };
}

/** Intersection over union. */
function overlap(
  face: Rect,
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
): number {
  const width = Math.min(face.x + face.width, right) - Math.max(face.x, left);
  const height = Math.min(face.y + face.height, bottom) - Math.max(face.y, top);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (face.width * face.height + (right - left) * (bottom - top) - shared);
}
