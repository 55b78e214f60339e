/**
 * @file Boxes and names over videos: one host element with a closed shadow root, shown as a popover so that it lies above
 * full-screen video too. It takes no clicks and touches nothing of the page.
 */
import { toPixelBox, type PixelBox } from '../core/geometry/bounding-box.ts';
import type { LabelledFace } from '../protocol/video-port.ts';
import { FaceElement } from './face-element.ts';
import { OVERLAY_CSS } from './overlay-style.ts';
import { isShownMirrored, shownPicture } from './shown-picture.ts';

/** The faces of one video. */
export interface PictureLayer {
  /** Replaces what is shown; an empty list clears it. */
  show(faces: readonly LabelledFace[]): void;
  remove(): void;
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
  readonly #isMirrored: (video: HTMLVideoElement) => boolean;
  readonly #abort = new AbortController();
  #host: HTMLElement | undefined;
  #root: ShadowRoot | undefined;
  #animation = 0;

  constructor(isMirrored: (video: HTMLVideoElement) => boolean = isShownMirrored) {
    this.#isMirrored = isMirrored;
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

  addPicture(video: HTMLVideoElement): PictureLayer {
    const layer = new Layer(video);
    this.#layers.add(layer);
    return {
      show: (faces) => {
        layer.show(faces);
        this.#settle();
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
    this.#place();
    this.#animation ||= requestAnimationFrame(this.#follow);
  }

  /** Scrolling, resizing and layout move the picture without telling: follow it at display rate. */
  readonly #follow = (): void => {
    this.#animation = requestAnimationFrame(this.#follow);
    this.#raise();
    this.#place();
  };

  #place(): void {
    for (const layer of this.#layers) {
      if (!layer.isEmpty && layer.element.parentNode !== this.#root) this.#root?.append(layer.element);
      layer.place(this.#isMirrored(layer.video));
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
  readonly video: HTMLVideoElement;
  readonly element = document.createElement('div');
  readonly #faces = new Map<number, FaceElement>();
  #shown: readonly LabelledFace[] = [];

  constructor(video: HTMLVideoElement) {
    this.video = video;
    this.element.className = 'picture';
  }

  get isEmpty(): boolean {
    return this.#shown.length === 0;
  }

  show(faces: readonly LabelledFace[]): void {
    this.#shown = faces;
    const tracks = new Set(faces.map(({ track }) => track));
    for (const [track, face] of this.#faces) {
      if (tracks.has(track)) continue;
      face.element.remove();
      this.#faces.delete(track);
    }
  }

  place(isMirrored: boolean): void {
    if (this.isEmpty) return;
    const { picture, clip } = shownPicture(this.video);
    this.#moveTo(clip);
    for (const { track, box, verdict } of this.#shown) {
      const x = isMirrored ? 1 - box.x - box.width : box.x;
      const inPicture = toPixelBox({ ...box, x }, picture.widthPx, picture.heightPx);
      const face = this.#faceOf(track);
      face.setVerdict(verdict);
      face.moveTo(
        {
          ...inPicture,
          leftPx: inPicture.leftPx + picture.leftPx - clip.leftPx,
          topPx: inPicture.topPx + picture.topPx - clip.topPx,
        },
        clip.widthPx,
      );
    }
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
