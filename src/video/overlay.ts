/**
 * @file Boxes and names over videos: one host element with a closed shadow root, shown as a popover so that it lies above
 * full-screen video too. It touches nothing of the page, and takes no clicks except those on its labels, which only open
 * a surface of the extension's own. See: [Note: Names are pixels].
 */
import { RateLimit } from '../core/timing/rate-limit.ts';
import type { LabelledFace } from '../protocol/video-port.ts';
import { FaceLayer } from './face-layer.ts';
import { FollowLoop } from './follow-loop.ts';
import { listenToLabels } from './labels/label-press.ts';
import type { Offer } from './overlay-offer.ts';
import { OVERLAY_CSS } from './overlay-style.ts';
import type { ShownElement } from './picture-source.ts';
import { FULLSCREEN_EVENTS } from './seen/seen-watch.ts';

/** The faces of one picture. */
export interface PictureLayer {
  /** The picture is being looked at in another place than on the page. */
  readonly isElsewhere: boolean;
  /**
   * Replaces what is shown; an empty list clears it. `picture` is the frame in which the faces were found, where there is one
   * new: it is closed after the call; `lookedMs` is when the page showed it.
   */
  show(faces: readonly LabelledFace[], picture?: VideoFrame, lookedMs?: number): void;
  /** What the page shows from `shownMs` on: faces that move are taken to where they are by then. */
  present(shownMs: number): void;
  remove(): void;
}

export interface OverlayLayer extends PictureLayer {
  /** Shows a button on the picture; undefined takes it away. */
  offer(offer: Offer | undefined): void;
}

const HOST_STYLE: Readonly<Record<string, string>> = {
  all: 'initial',
  position: 'fixed',
  inset: '0',
  width: '100%',
  height: '100%',
  margin: '0',
  border: '0',
  padding: '0',
  // Hidden, it could still be scrolled by the page.
  overflow: 'clip',
  background: 'transparent',
  'pointer-events': 'none',
  'z-index': '2147483647',
};

/** How often the host comes back onto a page that throws it out, and within which time. */
const MOST_RETURNS = 5;
const RETURNS_MS = 60_000;

export class Overlay {
  readonly #layers = new Set<FaceLayer>();
  readonly #abort = new AbortController();
  #host: HTMLElement | undefined;
  #root: ShadowRoot | undefined;
  readonly #sheet = new CSSStyleSheet();
  readonly #loop = new FollowLoop(() => this.#follow());
  #pageZoom = 1;
  /** Whether the host was put onto the page, and not taken off by us. */
  #isUp = false;
  /** Some pages throw out whatever they have not put there: a quarrel costs them and us, and nobody wins it. */
  readonly #returns = new RateLimit(MOST_RETURNS, RETURNS_MS);
  /** What holds pictures in the browser's top layer. */
  #tops: ReadonlySet<Element> = new Set();

  /** `onFace`: the label of this face was clicked. */
  constructor(onFace: (video: number, track: number) => void) {
    const { signal } = this.#abort;
    listenToLabels(
      {
        labelAt: (x, y) => {
          for (const layer of this.#layers) {
            const track = layer.trackAt(x, y);
            if (track !== undefined) return { key: { video: layer.video, track }, picture: layer.picture };
          }
          return undefined;
        },
        onHover: (key) => {
          for (const layer of this.#layers) layer.hover(layer.video === key?.video ? key.track : undefined);
        },
        onPress: ({ video, track }) => {
          onFace(video, track);
        },
      },
      signal,
    );
    const toTheTop = (): void => {
      this.#toTheTop();
    };
    for (const type of FULLSCREEN_EVENTS) document.addEventListener(type, toTheTop, { signal });
  }

  /** `video` is the picture's number with the recognizer. */
  addPicture(shown: ShownElement, video: number): OverlayLayer {
    const layer = new FaceLayer(shown, video);
    this.#layers.add(layer);
    return {
      isElsewhere: false,
      offer: (offer) => {
        layer.offer(offer);
        this.#settle();
      },
      show: (faces, _picture, lookedMs) => {
        const urgency = layer.show(faces, lookedMs);
        if (urgency === 'now') this.#settle();
        else if (urgency !== undefined) this.#loop.request(urgency);
      },
      present: (shownMs) => {
        if (layer.present(shownMs)) this.#loop.request();
      },
      remove: () => {
        layer.element.remove();
        this.#layers.delete(layer);
        this.#settle();
      },
    };
  }

  remove(): void {
    this.#abort.abort();
    this.#layers.clear();
    this.#settle();
  }

  /** The host is on the page exactly while there is something to show. */
  #settle(): void {
    const isNeeded = [...this.#layers].some(({ isEmpty }) => !isEmpty);
    if (!isNeeded) {
      this.#loop.stop();
      this.#host?.remove();
      this.#isUp = false;
      return;
    }
    this.#raise();
    this.#loop.request();
  }

  /** Scrolling, resizing and layout move the picture without telling. Returns whether they do. */
  #follow(): boolean {
    return this.#raise() && this.#place();
  }

  /** What comes into the top layer later lies above what was there: the popover has to be shown again. */
  #toTheTop(): void {
    if (this.#host?.matches(':popover-open') !== true) return;
    this.#host.hidePopover();
    this.#raise();
  }

  /** All is measured before anything is written: a write between two measurements would lay out the page twice. */
  #place(): boolean {
    const layers = [...this.#layers].filter(({ isEmpty }) => !isEmpty);
    const pictures = layers.map((layer) => layer.measure());
    const tops = new Set(layers.map(({ top }) => top).filter((top) => top !== undefined));
    if ([...tops].some((top) => !this.#tops.has(top))) this.#toTheTop();
    this.#tops = tops;
    let isMoved = false;
    for (const [index, layer] of layers.entries()) {
      if (layer.element.parentNode !== this.#root) this.#root?.append(layer.element);
      const picture = pictures[index];
      if (picture !== undefined && layer.place(picture)) isMoved = true;
    }
    return isMoved;
  }

  /** A page may have thrown the host away, moved it into another document (which costs it its styles), or changed it. */
  #raise(): boolean {
    this.#host ??= this.#build();
    const host = this.#host;
    if (host.parentNode !== document.documentElement) {
      if (this.#isUp && !this.#returns.take(performance.now())) return false;
      document.documentElement.append(host);
      this.#isUp = true;
    }
    if (host.popover !== 'manual') host.popover = 'manual';
    if (this.#root?.adoptedStyleSheets.length === 0) this.#root.adoptedStyleSheets = [this.#sheet];
    if (!host.matches(':popover-open')) host.showPopover();
    this.#undoZoom(host);
    return true;
  }

  /** CSS zoom of the whole page reaches the host too, whose lengths are pixels of the viewport. */
  #undoZoom(host: HTMLElement): void {
    const zoom = document.documentElement.currentCSSZoom;
    if (zoom === this.#pageZoom) return;
    this.#pageZoom = zoom;
    host.style.setProperty('zoom', String(1 / zoom), 'important');
  }

  #build(): HTMLElement {
    const host = document.createElement('div');
    host.popover = 'manual';
    for (const [property, value] of Object.entries(HOST_STYLE))
      host.style.setProperty(property, value, 'important');
    this.#root = host.attachShadow({ mode: 'closed' });
    this.#sheet.replaceSync(OVERLAY_CSS);
    this.#root.adoptedStyleSheets = [this.#sheet];
    return host;
  }
}
