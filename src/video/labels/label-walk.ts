/** @file Going from label to label by keyboard, from the command that begins it until the page has the focus again. */
import type { FaceLayer } from '../face-layer.ts';
import type { FocusKeeper } from './focus-keeper.ts';
import { MAX_GONE_MS, layerOf, type LabelStage } from './label-stage.ts';

export class LabelWalk {
  readonly #stage: LabelStage;
  readonly #focus: FocusKeeper;
  /** Where the label with the focus is. */
  #layer: FaceLayer | undefined;
  #label: HTMLElement | undefined;

  constructor(stage: LabelStage, focus: FocusKeeper) {
    this.#stage = stage;
    this.#focus = focus;
  }

  get isOn(): boolean {
    return this.#layer !== undefined;
  }

  isOnLayer(layer: FaceLayer): boolean {
    return this.#layer === layer;
  }

  largest(): HTMLElement | undefined {
    return this.#labels().sort((a, b) => areaOf(b) - areaOf(a))[0];
  }

  /** The label that many further on, and round again. */
  beside(label: Element | undefined, delta: number): HTMLElement | undefined {
    const labels = this.#labels();
    const index = labels.findIndex((one) => one === label);
    return labels.at((index + delta) % labels.length);
  }

  /** Begins at the largest face; nothing happens where there is none. */
  start(): void {
    const largest = this.largest();
    if (largest === undefined) return;
    this.#focus.remember(this.#stage.home?.host);
    this.#goTo(largest);
  }

  /** Back to the label on which a menu was. */
  resume(): void {
    const [label] = this.#label?.isConnected === true ? [this.#label] : this.#labels();
    if (label === undefined) this.end();
    else this.#goTo(label);
  }

  /** @returns the label whose menu is to open, `used` for a key that did something, or undefined. */
  handleKey({ key, shiftKey, repeat }: KeyboardEvent, focused: Element): HTMLElement | 'used' | undefined {
    switch (key) {
      case 'ArrowRight':
      case 'ArrowDown':
        this.#step(focused, 1);
        return 'used';
      case 'ArrowLeft':
      case 'ArrowUp':
        this.#step(focused, -1);
        return 'used';
      case 'Tab':
        this.#step(focused, shiftKey ? -1 : 1);
        return 'used';
      case 'Home':
      case 'End': {
        const label = this.#labels().at(key === 'Home' ? 0 : -1);
        if (label !== undefined) this.#goTo(label);
        return 'used';
      }
      case 'Escape':
        this.end();
        return 'used';
      case 'Enter':
      case ' ':
        return !repeat && focused instanceof HTMLElement ? focused : 'used';
      default:
        return undefined;
    }
  }

  /** Leaves a face that has long been gone. */
  follow(nowMs: number): void {
    if ((this.#layer?.held?.goneMs(nowMs) ?? 0) < MAX_GONE_MS) return;
    const next = this.#labels().find((label) => label !== this.#label);
    if (next === undefined) this.end();
    else this.#goTo(next);
  }

  /** Gives the focus back. */
  end(): void {
    if (this.#layer === undefined) return;
    this.#layer.release();
    this.#layer = undefined;
    this.#label = undefined;
    this.#focus.giveBack(this.#stage.home?.root);
    this.#stage.settle();
  }

  #step(focused: Element, delta: number): void {
    const next = this.beside(focused, delta);
    if (next !== undefined) this.#goTo(next);
  }

  #goTo(label: HTMLElement): void {
    const layer = layerOf(this.#stage, label);
    if (layer === undefined) return;
    if (this.#layer !== undefined && this.#layer !== layer) this.#layer.release();
    this.#layer = layer;
    this.#label = label;
    layer.hold(label, { keepsVerdict: false });
    // What is hidden from screen readers must not have the focus.
    this.#stage.settle();
    label.focus({ preventScroll: true });
  }

  /** Picture by picture, from left to right; those that can be seen. */
  #labels(): HTMLElement[] {
    return [...this.#stage.layers].flatMap((layer) =>
      layer
        .faceElements()
        .map(({ label }) => label)
        .filter(isInView)
        .sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left),
    );
  }
}

function areaOf(label: HTMLElement): number {
  const { width, height } = label.parentElement?.getBoundingClientRect() ?? new DOMRect();
  return width * height;
}

function isInView(label: HTMLElement): boolean {
  const { left, top, right, bottom, width } = label.getBoundingClientRect();
  return width > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
}
