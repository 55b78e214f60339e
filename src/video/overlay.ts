/**
 * @file Boxes and names over videos: one host element with a closed shadow root, shown as a popover so that it lies above
 * full-screen video too. It takes no clicks and touches nothing of the page.
 */
import { turnBox } from '../core/geometry/affine.ts';
import type { PixelBox } from '../core/geometry/bounding-box.ts';
import type { LabelledFace } from '../protocol/video-port.ts';
import { FaceElement } from './face-element.ts';
import { makeOfferButton, type Offer } from './overlay-offer.ts';
import { OVERLAY_CSS } from './overlay-style.ts';
import type { ShownElement } from './picture-source.ts';
import { readSurroundings, shownPicture, type ShownPicture, type Surroundings } from './shown-picture.ts';

/** Styles are read again this often, and when the element's size changes: a transform that changes alone waits so long. */
const STYLE_INTERVAL_MS = 250;

/** The faces of one picture. */
export interface PictureLayer {
  /** The picture is being looked at in another place than on the page. */
  readonly isElsewhere: boolean;
  /**
   * Replaces what is shown; an empty list clears it. `picture` is the frame in which the faces were found, where there is one
   * new: it is closed after the call.
   */
  show(faces: readonly LabelledFace[], picture?: VideoFrame): void;
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
  readonly #layers = new Set<Layer>();
  readonly #abort = new AbortController();
  #host: HTMLElement | undefined;
  #root: ShadowRoot | undefined;
  #animation = 0;

  constructor() {
    // Full screen puts its element on top of what was there: show the popover again to lie above it.
    document.addEventListener(
      'fullscreenchange',
      () => {
        if (this.#host?.matches(':popover-open') === true) this.#host.hidePopover();
        this.#raise();
      },
      { signal: this.#abort.signal },
    );
  }

  addPicture(shown: ShownElement): OverlayLayer {
    const layer = new Layer(shown);
    this.#layers.add(layer);
    return {
      isElsewhere: false,
      offer: (offer) => {
        layer.offer(offer);
        this.#settle();
      },
      show: (faces) => {
        if (layer.show(faces)) this.#settle();
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
      cancelAnimationFrame(this.#animation);
      this.#animation = 0;
      this.#host?.remove();
      return;
    }
    this.#raise();
    // Names are told in the popup; a button is for everybody.
    this.#setAriaHidden(![...this.#layers].some(({ hasOffer }) => hasOffer));
    // Drawn with the page's next frame, which is not before that anyway.
    this.#animation ||= requestAnimationFrame(this.#follow);
  }

  /** Written only when it changes: pages can watch attributes. */
  #setAriaHidden(isHidden: boolean): void {
    if (this.#host?.ariaHidden !== String(isHidden))
      this.#host?.setAttribute('aria-hidden', String(isHidden));
  }

  /** Scrolling, resizing and layout move the picture without telling: follow it at display rate. */
  readonly #follow = (): void => {
    this.#animation = requestAnimationFrame(this.#follow);
    this.#raise();
    this.#place();
  };

  /** All is measured before anything is written: a write between two measurements would lay out the page twice. */
  #place(): void {
    const layers = [...this.#layers].filter(({ isEmpty }) => !isEmpty);
    const pictures = layers.map((layer) => layer.measure());
    for (const [index, layer] of layers.entries()) {
      if (layer.element.parentNode !== this.#root) this.#root?.append(layer.element);
      const picture = pictures[index];
      if (picture !== undefined) layer.place(picture);
    }
  }

  /** Pages that rewrite themselves may have thrown the host away. */
  #raise(): void {
    this.#host ??= this.#build();
    if (!this.#host.isConnected) document.documentElement.append(this.#host);
    if (!this.#host.matches(':popover-open')) this.#host.showPopover();
  }

  #build(): HTMLElement {
    const host = document.createElement('div');
    host.popover = 'manual';
    host.setAttribute('aria-hidden', 'true');
    for (const [property, value] of Object.entries(HOST_STYLE))
      host.style.setProperty(property, value, 'important');
    this.#root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(OVERLAY_CSS);
    this.#root.adoptedStyleSheets = [sheet];
    return host;
  }
}

class Layer {
  readonly #picture: ShownElement;
  readonly element = document.createElement('div');
  readonly #faces = new Map<number, FaceElement>();
  #shown: readonly LabelledFace[] = [];
  #offer: HTMLButtonElement | undefined;
  /** Whether these faces are where the picture was last. */
  #isPlaced = false;
  #placedKey = '';
  #around: Surroundings | undefined;
  /** Size of the element and of its picture when the styles were read, and when that was. */
  #aroundKey = '';
  #aroundMs = 0;

  constructor(picture: ShownElement) {
    this.#picture = picture;
    this.element.className = 'picture';
  }

  get isEmpty(): boolean {
    return this.#shown.length === 0 && this.#offer === undefined;
  }

  get hasOffer(): boolean {
    return this.#offer !== undefined;
  }

  offer(offer: Offer | undefined): void {
    this.#offer?.remove();
    this.#offer = offer === undefined ? undefined : makeOfferButton(offer);
    if (this.#offer !== undefined) this.element.append(this.#offer);
    this.#isPlaced = false;
  }

  /** False when nothing was shown before, and nothing is now. */
  show(faces: readonly LabelledFace[]): boolean {
    if (this.isEmpty && faces.length === 0) return false;
    this.#shown = faces;
    this.#isPlaced = false;
    const tracks = new Set(faces.map(({ track }) => track));
    for (const [track, face] of this.#faces) {
      if (tracks.has(track)) continue;
      face.element.remove();
      this.#faces.delete(track);
    }
    return true;
  }

  measure(): ShownPicture {
    return shownPicture(this.#picture.element, this.#surroundings());
  }

  place({ map, clip }: ShownPicture): void {
    const key = JSON.stringify([map, clip]);
    if (this.#isPlaced && key === this.#placedKey) return;
    this.#isPlaced = true;
    this.#placedKey = key;
    this.#moveTo(clip);
    for (const { track, box, verdict } of this.#shown) {
      const face = this.#faceOf(track);
      face.setVerdict(verdict);
      face.moveTo(turnBox(map, box), clip, clip.widthPx);
    }
  }

  #surroundings(): Surroundings {
    const nowMs = performance.now();
    const { width, height } = this.#picture.element.getBoundingClientRect();
    const { widthPx, heightPx } = this.#picture.size();
    const key = [width, height, widthPx, heightPx].join();
    if (this.#around === undefined || key !== this.#aroundKey || nowMs - this.#aroundMs > STYLE_INTERVAL_MS) {
      this.#around = readSurroundings(this.#picture);
      this.#aroundKey = key;
      this.#aroundMs = nowMs;
    }
    return this.#around;
  }

  #moveTo({ leftPx, topPx, widthPx, heightPx }: PixelBox): void {
    const { style } = this.element;
    const transform = `translate(${String(leftPx)}px, ${String(topPx)}px)`;
    if (style.transform !== transform) style.transform = transform;
    const [width, height] = [`${String(widthPx)}px`, `${String(heightPx)}px`];
    if (style.width !== width) style.width = width;
    if (style.height !== height) style.height = height;
  }

  #faceOf(track: number): FaceElement {
    let face = this.#faces.get(track);
    if (face === undefined) {
      face = new FaceElement();
      this.#faces.set(track, face);
      this.element.append(face.element);
    }
    return face;
  }
}
