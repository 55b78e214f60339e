/** @file One player's page as the runner sees it: its video, its controls, and who is where in the picture now. */
import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import { findShot, listShownFaces } from '../../../scripts/demo/scenes.ts';
import { CLIP_FILMS } from '../../../scripts/eval-video/clip/film.ts';
import type { Rect } from '../../e2e/overlay.ts';

/** What a page of the park says of its player; selectors reach through open shadow roots. */
export interface Controls {
  readonly root: string;
  readonly play?: string;
  readonly fullscreen?: string;
  /** Where in the picture a face is drawn, only the eye can tell. */
  readonly isTurned?: boolean;
  readonly isFrame?: boolean;
}

export interface VideoState {
  readonly paused: boolean;
  readonly currentTime: number;
  /** Of its element, in CSS pixels of its frame's viewport. */
  readonly rect: Rect;
  readonly captions: readonly string[];
  readonly hasTracks: boolean;
}

/** The first video of the page, or the one that only the page itself can reach. */
const FIND_VIDEO = `((function find(root) {
  for (const element of root.querySelectorAll('*')) {
    if (element.localName === 'video') return element;
    const inner = element.shadowRoot === null ? null : find(element.shadowRoot);
    if (inner !== null) return inner;
  }
  return null;
})(document) ?? globalThis.parkVideo)`;

const READ_VIDEO = `(() => {
  const video = ${FIND_VIDEO};
  const { x, y, width, height } = video.getBoundingClientRect();
  const captions = [...video.textTracks].filter(({ mode }) => mode !== 'disabled')
    .flatMap(({ activeCues }) => [...(activeCues ?? [])].map(({ text }) => text));
  const hasTracks = video.textTracks.length > 0;
  return { paused: video.paused, currentTime: video.currentTime, rect: { x, y, width, height }, captions, hasTracks };
})()`;

const RATIO = 16 / 9;

export class PlayerPage {
  readonly page: Page;
  readonly frame: Frame;
  readonly controls: Controls;

  private constructor(page: Page, frame: Frame, controls: Controls) {
    this.page = page;
    this.frame = frame;
    this.controls = controls;
  }

  /** @throws when the player does not start to play */
  static async open(page: Page, address: string): Promise<PlayerPage> {
    await page.goto(address);
    await page.waitForFunction('window.park !== undefined', { timeout: 60_000 });
    await page.bringToFront();
    const controls = (await page.evaluate('window.park.controls')) as Controls;
    const frame =
      controls.isFrame === true
        ? await page.waitForFrame((one) => one.parentFrame() !== null)
        : page.mainFrame();
    const player = new PlayerPage(page, frame, controls);
    await frame.waitForFunction(`window.park !== undefined && ${FIND_VIDEO} != null`);
    await player.startPlaying();
    return player;
  }

  async startPlaying(): Promise<void> {
    // A call of `play` may be cut off by the player's own loading.
    await this.frame.waitForFunction(
      `(() => {
        const video = ${FIND_VIDEO};
        if (!video.paused && video.readyState >= 3 && video.videoWidth > 0) return true;
        video.muted = true;
        video.play().catch(() => undefined);
        return false;
      })()`,
      { timeout: 20_000, polling: 100 },
    );
  }

  async video(): Promise<VideoState> {
    return (await this.frame.evaluate(READ_VIDEO)) as VideoState;
  }

  /** Calls a method of the video as after a click of the person. */
  async call(method: string): Promise<void> {
    await this.frame.evaluate(`${FIND_VIDEO}.${method}()`);
  }

  async find(selector: string): Promise<ElementHandle | null> {
    // `>>>` reaches through open shadow roots, and each of the alternatives needs its own.
    for (const one of selector.split(', ')) {
      const found = await this.frame.$(`>>> ${one}`);
      if (found !== null) return found;
    }
    return null;
  }

  /** Where the frame begins in the page's viewport. */
  async offset(): Promise<{ readonly x: number; readonly y: number }> {
    const element = await this.frame.frameElement();
    const box = await element?.boundingBox();
    return { x: box?.x ?? 0, y: box?.y ?? 0 };
  }

  /** Where this person's face is now, in CSS pixels of the page's viewport; undefined when the picture does not show it. */
  async faceOf(person: string): Promise<Rect | undefined> {
    const { currentTime, rect } = await this.video();
    const shot = findShot(CLIP_FILMS.park, currentTime * 1000);
    const face = listShownFaces(shot).find((one) => one.person === person);
    if (face === undefined) return undefined;
    const picture = fitted(rect);
    const { x, y } = await this.offset();
    return {
      x: x + picture.x + face.box.x * picture.width,
      y: y + picture.y + face.box.y * picture.height,
      width: face.box.width * picture.width,
      height: face.box.height * picture.height,
    };
  }
}

/** The picture within its element: `object-fit: contain`. */
function fitted({ x, y, width, height }: Rect): Rect {
  const [shownWidth, shownHeight] =
    width / height > RATIO ? [height * RATIO, height] : [width, width / RATIO];
  return {
    x: x + (width - shownWidth) / 2,
    y: y + (height - shownHeight) / 2,
    width: shownWidth,
    height: shownHeight,
  };
}
