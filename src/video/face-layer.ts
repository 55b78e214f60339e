/** @file The faces of one picture as elements, kept where the picture is on the page. */
import { turnBox } from '../core/geometry/affine.ts';
import type { PixelBox } from '../core/geometry/bounding-box.ts';
import { LabelLayout } from '../core/label/place-labels.ts';
import { FaceMotions } from '../core/tracking/face-motions.ts';
import type { LabelledFace } from '../protocol/video-port.ts';
import { FaceElement } from './face-element.ts';
import type { Urgency } from './follow-loop.ts';
import { makeOfferButton, type Offer } from './overlay-offer.ts';
import type { ShownElement } from './picture-source.ts';
import { pixelRatioOf } from './pixel-ratio.ts';
import { FaceCovers, type PlacedFace } from './seen/face-covers.ts';
import {
  isSameShown,
  readSurroundings,
  shownPicture,
  type ShownPicture,
  type Surroundings,
} from './shown-picture.ts';

/** Styles are read again this often, and when the element's size changes: a transform that changes alone waits so long. */
const STYLE_INTERVAL_MS = 250;

/** With what is on it, in CSS pixels of the viewport. */
interface MeasuredPicture extends ShownPicture {
  readonly obstacles: readonly PixelBox[];
}

export class FaceLayer {
  readonly #picture: ShownElement;
  readonly video: number;
  readonly element = document.createElement('div');
  readonly #faces = new Map<number, FaceElement>();
  readonly #layout = new LabelLayout();
  readonly #covers: FaceCovers;
  #hovered: FaceElement | undefined;
  #shown: readonly LabelledFace[] = [];
  #offer: HTMLButtonElement | undefined;
  /** Whether these faces are where the picture was last. */
  #isPlaced = false;
  #placed: ShownPicture | undefined;
  #clip: PixelBox | undefined;
  #ratio = 0;
  /** What covered faces and labels when they were placed. */
  #obstructed = '';
  readonly #motions = new FaceMotions();
  /** Since when the page has shown what it shows now. */
  #shownMs = 0;
  #around: Surroundings | undefined;
  /** Size of the element and of its picture when the styles were read, and when that was. */
  #aroundSizes: readonly [number, number, number, number] = [0, 0, 0, 0];
  #aroundMs = 0;

  constructor(picture: ShownElement, video: number) {
    this.#picture = picture;
    this.video = video;
    this.#covers = new FaceCovers(picture.element);
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

  /**
   * How soon that has to be drawn; undefined when nothing was shown before, and nothing is now. Without `lookedMs`, they were
   * found in the same picture.
   */
  show(faces: readonly LabelledFace[], lookedMs?: number): Urgency | undefined {
    if (lookedMs !== undefined) this.#motions.note(faces, lookedMs);
    if (this.isEmpty && faces.length === 0) return undefined;
    this.#shown = faces;
    const urgency = this.#isWritten() ? 'with-the-next-frame' : 'now';
    this.#isPlaced = false;
    const tracks = new Set(this.#shown.map(({ track }) => track));
    for (const [track, face] of this.#faces) {
      if (tracks.has(track)) continue;
      face.element.remove();
      this.#faces.delete(track);
    }
    return urgency;
  }

  /** The page shows another picture since then. Returns whether there is anything to draw. */
  present(shownMs: number): boolean {
    const isMoved = this.#shown.some(
      (face) => this.#motions.boxAt(face, shownMs) !== this.#motions.boxAt(face, this.#shownMs),
    );
    this.#shownMs = shownMs;
    if (isMoved) this.#isPlaced = false;
    return !this.isEmpty && !this.#isPlaced;
  }

  /** What holds the picture in the browser's top layer, as it was last read. */
  get top(): Element | undefined {
    return this.#around?.top;
  }

  get picture(): Element {
    return this.#picture.element;
  }

  /** The face whose label is painted at this point of the viewport. */
  trackAt(x: number, y: number): number | undefined {
    if (this.isEmpty || this.#clip === undefined) return undefined;
    const [left, top] = [x - this.#clip.leftPx, y - this.#clip.topPx];
    return [...this.#faces].find(([, { spot }]) => {
      if (spot === undefined) return false;
      const { leftPx, topPx, widthPx, heightPx } = spot;
      return leftPx <= left && left < leftPx + widthPx && topPx <= top && top < topPx + heightPx;
    })?.[0];
  }

  /** The pointer is on the label of this face, or on none. */
  hover(track: number | undefined): void {
    const hovered = track === undefined ? undefined : this.#faces.get(track);
    if (hovered === this.#hovered) return;
    if (this.#hovered !== undefined) this.#hovered.isHovered = false;
    if (hovered !== undefined) hovered.isHovered = true;
    this.#hovered = hovered;
  }

  measure(): MeasuredPicture {
    const picture = shownPicture(this.#picture.element, this.#surroundings());
    this.#covers.look(this.#placedFaces(picture), performance.now());
    return { ...picture, obstacles: this.#covers.obstacles() };
  }

  /** Returns whether the picture was elsewhere before. */
  place(picture: MeasuredPicture): boolean {
    const isSame = this.#placed !== undefined && isSameShown(picture, this.#placed);
    const ratio = pixelRatioOf(window);
    const { map, clip, obstacles } = picture;
    const covered = this.#shown.filter(({ track }) => this.#covers.isCovered(track));
    const around = JSON.stringify([covered.map(({ track }) => track), obstacles]);
    if (this.#isPlaced && isSame && ratio === this.#ratio && around === this.#obstructed) return false;
    this.#ratio = ratio;
    this.#isPlaced = true;
    this.#placed = picture;
    this.#obstructed = around;
    this.#moveTo(clip);
    const stage = { ...clip, ratio };
    const boxes = this.#shown.map((shown) => {
      const face = this.#faceOf(shown.track);
      face.setVerdict(shown.verdict);
      return face.moveTo(shown.track, turnBox(map, this.#motions.boxAt(shown, this.#shownMs)), stage);
    });
    const spots = this.#layout.place(
      boxes.filter(({ track }) => !this.#covers.isCovered(track)),
      clip,
      obstacles.map((box) => ({ ...box, leftPx: box.leftPx - clip.leftPx, topPx: box.topPx - clip.topPx })),
    );
    for (const [track, face] of this.#faces) {
      face.element.hidden = this.#covers.isCovered(track);
      face.placeLabel(spots.get(track), stage);
    }
    return !isSame;
  }

  /** Where they are by now, and where their labels stand. */
  #placedFaces({ map, clip }: ShownPicture): PlacedFace[] {
    return this.#shown.map((shown) => {
      const { bounds } = turnBox(map, this.#motions.boxAt(shown, this.#shownMs));
      const spot = this.#faces.get(shown.track)?.spot;
      const label =
        spot === undefined
          ? undefined
          : { ...spot, leftPx: spot.leftPx + clip.leftPx, topPx: spot.topPx + clip.topPx };
      return { track: shown.track, box: bounds, label };
    });
  }

  /** Whether the same faces are shown with the same names: they have moved at most, and go on moving with the video anyway. */
  #isWritten(): boolean {
    return (
      this.#shown.length === this.#faces.size &&
      this.#shown.every(({ track, verdict }) => this.#faces.get(track)?.says(verdict) === true)
    );
  }

  #surroundings(): Surroundings {
    const nowMs = performance.now();
    const { width, height } = this.#picture.element.getBoundingClientRect();
    const { widthPx, heightPx } = this.#picture.size();
    const around = this.#around;
    const [lastWidth, lastHeight, lastWidthPx, lastHeightPx] = this.#aroundSizes;
    const isSame =
      width === lastWidth && height === lastHeight && widthPx === lastWidthPx && heightPx === lastHeightPx;
    if (around !== undefined && isSame && nowMs - this.#aroundMs <= STYLE_INTERVAL_MS) return around;
    this.#aroundSizes = [width, height, widthPx, heightPx];
    this.#aroundMs = nowMs;
    return (this.#around = readSurroundings(this.#picture));
  }

  #moveTo(clip: PixelBox): void {
    const { leftPx, topPx, widthPx, heightPx } = clip;
    const { style } = this.element;
    const before = this.#clip;
    this.#clip = clip;
    if (before?.leftPx !== leftPx || before.topPx !== topPx)
      style.transform = `translate(${String(leftPx)}px, ${String(topPx)}px)`;
    if (before?.widthPx !== widthPx) style.width = `${String(widthPx)}px`;
    if (before?.heightPx !== heightPx) style.height = `${String(heightPx)}px`;
  }

  #faceOf(track: number): FaceElement {
    let face = this.#faces.get(track);
    if (face === undefined) {
      face = new FaceElement();
      face.makeClickable();
      this.#faces.set(track, face);
      this.element.append(face.element);
    }
    return face;
  }
}
