/**
 * @file Boxes and names over videos: one host element with a closed shadow root, shown as a popover so that it lies above
 * full-screen video too. It touches nothing of the page, and takes no clicks but those on its labels.
 */
import type { LabelledFace } from '../protocol/video-port.ts';
import { FaceLayer } from './face-layer.ts';
import { FollowLoop } from './follow-loop.ts';
import type { Corrector } from './labels/correction-client.ts';
import { LabelControl } from './labels/label-control.ts';
import type { LabelStage } from './labels/label-stage.ts';
import { LABEL_CSS } from './labels/label-style.ts';
import type { Offer } from './overlay-offer.ts';
import { OVERLAY_CSS } from './overlay-style.ts';
import type { ShownElement } from './picture-source.ts';

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
  overflow: 'hidden',
  background: 'transparent',
  'pointer-events': 'none',
  'z-index': '2147483647',
};

export class Overlay {
  readonly #layers = new Set<FaceLayer>();
  readonly #abort = new AbortController();
  readonly #labels: LabelControl;
  #host: HTMLElement | undefined;
  #root: ShadowRoot | undefined;
  readonly #loop = new FollowLoop((nowMs) => this.#follow(nowMs));
  #pageZoom = 1;

  constructor(corrector: Corrector) {
    this.#labels = new LabelControl(this.#stage(), corrector, this.#abort.signal);
    // Full screen puts its element on top of what was there: show the popover again to lie above it.
    document.addEventListener(
      'fullscreenchange',
      () => {
        // The picture is another size now, and the focus goes with the popover.
        this.#labels.close();
        if (this.#host?.matches(':popover-open') === true) this.#host.hidePopover();
        this.#raise();
      },
      { signal: this.#abort.signal },
    );
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
        this.#labels.close(layer);
        layer.element.remove();
        this.#layers.delete(layer);
        this.#settle();
      },
    };
  }

  /** Takes the keyboard to the label of the largest face; nothing happens where there is none. */
  focusLabels(): void {
    this.#labels.focus();
  }

  remove(): void {
    this.#labels.close();
    this.#abort.abort();
    this.#layers.clear();
    this.#settle();
  }

  /** The host is on the page exactly while there is something to show. */
  #settle(): void {
    const isNeeded = this.#labels.isOpen || [...this.#layers].some(({ isEmpty }) => !isEmpty);
    if (!isNeeded) {
      this.#loop.stop();
      this.#host?.remove();
      return;
    }
    this.#raise();
    // Names are told in the popup; a button is for everybody, and so are labels that somebody goes to by keyboard.
    this.#setAriaHidden(!this.#labels.isReachable && ![...this.#layers].some(({ hasOffer }) => hasOffer));
    this.#loop.request();
  }

  /** Written only when it changes: pages can watch attributes. */
  #setAriaHidden(isHidden: boolean): void {
    if (this.#host?.ariaHidden !== String(isHidden))
      this.#host?.setAttribute('aria-hidden', String(isHidden));
  }

  /** Scrolling, resizing and layout move the picture without telling. Returns whether they do. */
  #follow(nowMs: number): boolean {
    this.#raise();
    const isMoved = this.#place();
    this.#labels.follow(nowMs);
    return isMoved || this.#labels.isOpen;
  }

  #stage(): LabelStage {
    const home = (): LabelStage['home'] =>
      this.#host?.isConnected === true && this.#root !== undefined
        ? { host: this.#host, root: this.#root }
        : undefined;
    return {
      layers: this.#layers,
      get home() {
        return home();
      },
      settle: () => {
        this.#settle();
      },
    };
  }

  /** All is measured before anything is written: a write between two measurements would lay out the page twice. */
  #place(): boolean {
    const layers = [...this.#layers].filter(({ isEmpty }) => !isEmpty);
    const pictures = layers.map((layer) => layer.measure());
    let isMoved = false;
    for (const [index, layer] of layers.entries()) {
      if (layer.element.parentNode !== this.#root) this.#root?.append(layer.element);
      const picture = pictures[index];
      if (picture !== undefined && layer.place(picture)) isMoved = true;
    }
    return isMoved;
  }

  /** Pages that rewrite themselves may have thrown the host away. */
  #raise(): void {
    this.#host ??= this.#build();
    if (!this.#host.isConnected) document.documentElement.append(this.#host);
    if (!this.#host.matches(':popover-open')) this.#host.showPopover();
    this.#undoZoom(this.#host);
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
    host.setAttribute('aria-hidden', 'true');
    for (const [property, value] of Object.entries(HOST_STYLE))
      host.style.setProperty(property, value, 'important');
    this.#root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(OVERLAY_CSS + LABEL_CSS);
    this.#root.adoptedStyleSheets = [sheet];
    return host;
  }
}
