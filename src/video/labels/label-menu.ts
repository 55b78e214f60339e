/** @file The menu of one label: from the choice to what was noted, and to taking it back. */
import { toFault } from '../../core/errors/fault.ts';
import type { CorrectionWish } from '../../protocol/correction-messages.ts';
import type { FaceLayer } from '../face-layer.ts';
import type { Corrector } from './correction-client.ts';
import type { FocusKeeper } from './focus-keeper.ts';
import type { HeldFace } from './held-face.ts';
import { LabelPanel } from './label-panel.ts';
import { MAX_GONE_MS, layerOf, type LabelStage } from './label-stage.ts';
import {
  EMPTY_TEXT,
  GONE_TEXT,
  UNDONE_TEXT,
  WAITING_TEXT,
  menuItems,
  nameItems,
  notedText,
  refusedText,
  type MenuAction,
} from './menu-words.ts';
import { PanelFrame } from './panel-frame.ts';
import { PanelSpot } from './panel-spot.ts';
import { SENTENCE_MS, SentenceTimer, UNDO_MS } from './sentence-timer.ts';
import { wishOf } from './wish-of.ts';

interface Opened {
  readonly layer: FaceLayer;
  readonly held: HeldFace;
  readonly spot: PanelSpot;
  /** Opened by a key: the focus stays in the panel, so that keys reach the way back too. */
  readonly isByKey: boolean;
}

export class LabelMenu {
  readonly #stage: LabelStage;
  readonly #corrector: Corrector;
  readonly #focus: FocusKeeper;
  readonly #onClosed: () => void;
  readonly #panel = new LabelPanel();
  readonly #frame = new PanelFrame(this.#panel.element);
  #opened: Opened | undefined;
  /** What the panel shows. */
  #page: 'choices' | 'naming' | 'sentence' = 'choices';
  #correctionId: string | undefined;
  readonly #timer = new SentenceTimer();

  constructor(stage: LabelStage, corrector: Corrector, focus: FocusKeeper, onClosed: () => void) {
    this.#stage = stage;
    this.#corrector = corrector;
    this.#focus = focus;
    this.#onClosed = onClosed;
  }

  get isOpen(): boolean {
    return this.#opened !== undefined;
  }

  /** There is something to choose, and not only to read. */
  get isAsking(): boolean {
    return this.#opened !== undefined && this.#page !== 'sentence';
  }

  get isChoosing(): boolean {
    return this.#opened !== undefined && this.#page === 'choices';
  }

  /** Of the face that it asks about. */
  get label(): Element | undefined {
    return this.isAsking ? this.#opened?.layer.heldElement()?.label : undefined;
  }

  open(label: HTMLElement, isByKey: boolean): void {
    const layer = layerOf(this.#stage, label);
    const face = label.parentElement;
    if (layer?.clip === undefined || face === null) return;
    this.#take();
    const held = layer.hold(label, { keepsVerdict: true });
    if (held === undefined) return;
    this.#focus.remember(this.#stage.home?.host);
    this.#opened = { layer, held, spot: new PanelSpot(face, label, layer), isByKey };
    this.#stage.settle();
    this.#showChoices(this.#opened);
  }

  press(part: Element): void {
    const action = this.#panel.actionOf(part);
    if (action !== undefined) this.#act(action);
  }

  /** @returns whether the key was of use. */
  handleKey({ key, shiftKey, repeat }: KeyboardEvent, focused: Element): boolean {
    const isTyping = this.#panel.isField(focused);
    const from = this.#panel.actionOf(focused) === undefined && !isTyping ? null : focused;
    switch (key) {
      case 'Escape':
        if (this.#page === 'naming' && this.#opened !== undefined) this.#showChoices(this.#opened);
        else this.close();
        return true;
      case 'ArrowDown':
        this.#panel.step(from, 1);
        return true;
      case 'ArrowUp':
        this.#panel.step(from, -1);
        return true;
      case 'Tab':
        this.#panel.step(from, shiftKey ? -1 : 1);
        return true;
      case 'Home':
      case 'End':
        if (isTyping) return false;
        this.#panel.step(null, key === 'Home' ? 1 : -1);
        return true;
      case 'Enter':
        if (!repeat) this.#enter(focused, isTyping);
        return true;
      case ' ':
        if (isTyping) return false;
        if (!repeat) this.press(focused);
        return true;
      default:
        return false;
    }
  }

  /** With each frame: goes along with the picture, and ends what is about somebody who has gone. */
  follow(nowMs: number): void {
    if (this.#opened !== undefined && this.isAsking && this.#opened.held.goneMs(nowMs) > MAX_GONE_MS) {
      this.#opened.layer.release();
      this.#say(GONE_TEXT);
    }
    this.#place();
  }

  isOn(layer: FaceLayer): boolean {
    return this.#opened?.layer === layer;
  }

  /** Brings the keyboard here, from wherever it is. @returns false where there is nothing to press */
  focus(): boolean {
    if (!this.isAsking && this.#correctionId === undefined) return false;
    this.#focus.remember(this.#stage.home?.host);
    this.#showFrame(true);
    this.#panel.step(null, 1);
    return true;
  }

  close(): void {
    if (this.#opened === undefined) return;
    // First of all: while a modal dialog is open, nothing else can have the focus. And while this counts as open: the
    // focus that goes with the panel is on its way back, not elsewhere.
    this.#frame.hide();
    this.#take();
    this.#onClosed();
    this.#stage.settle();
  }

  /** Ends what is open, all but its element. */
  #take(): void {
    if (this.#opened === undefined) return;
    this.#timer.stop();
    const { layer } = this.#opened;
    this.#opened = undefined;
    this.#correctionId = undefined;
    layer.release();
  }

  #showChoices({ held, isByKey }: Opened): void {
    this.#page = 'choices';
    this.#panel.showChoices(menuItems(held.face.verdict));
    this.#showFrame(true);
    if (isByKey) this.#panel.step(null, 1);
    else this.#panel.focus();
  }

  #enter(focused: Element, isTyping: boolean): void {
    if (!isTyping) this.press(focused);
    else if (this.#opened === undefined || 'name' in this.#opened.held.face.verdict)
      // Which of the two it means is for the person to say.
      this.#panel.step(focused, 1);
    else this.#act('name');
  }

  #act(action: MenuAction): void {
    if (this.#opened === undefined) return;
    const { verdict } = this.#opened.held.face;
    if (action === 'undo') {
      this.#undo();
    } else if (action === 'type') {
      this.#page = 'naming';
      this.#panel.showNaming(nameItems(verdict), 'name' in verdict ? verdict.name : '');
      this.#place();
    } else {
      const wish = wishOf(action, 'anchorId' in verdict ? verdict.anchorId : undefined, this.#panel.typed);
      if (wish === undefined) this.#panel.refuseTyped(EMPTY_TEXT);
      else this.#correct(this.#opened, wish, 'name' in verdict ? verdict.name : '');
    }
  }

  #correct({ layer, held }: Opened, wish: CorrectionWish, before: string): void {
    const answer = this.#corrector.correct(layer.video, held.face.track, wish);
    // The label is the recognizer's again: what was noted shows on it at once.
    layer.release();
    this.#await(answer, ({ correctionId, isCovered }) => {
      this.#say(notedText(wish, before, isCovered), correctionId);
    });
  }

  #undo(): void {
    if (this.#correctionId === undefined) return;
    this.#await(this.#corrector.undo(this.#correctionId), () => {
      this.#say(UNDONE_TEXT);
    });
  }

  /** Says that it waits, and then what came of it, unless another menu was opened meanwhile. */
  #await<Answer>(answer: Promise<Answer>, onAnswer: (value: Answer) => void): void {
    const opened = this.#opened;
    this.#say(WAITING_TEXT, undefined, Infinity);
    answer.then(
      (value) => {
        if (this.#opened === opened) onAnswer(value);
      },
      (error: unknown) => {
        if (this.#opened === opened) this.#say(refusedText(toFault(error).code));
      },
    );
  }

  /** With a correction's id, it can be taken back for a while. */
  #say(
    text: string,
    correctionId?: string,
    lastingMs = correctionId === undefined ? SENTENCE_MS : UNDO_MS,
  ): void {
    const opened = this.#opened;
    if (opened === undefined) return;
    this.#page = 'sentence';
    this.#correctionId = correctionId;
    this.#panel.showSentence(text, { hasUndo: correctionId !== undefined });
    // Whoever opened it by mouse goes on with the page.
    this.#showFrame(opened.isByKey);
    if (!opened.isByKey) this.#focus.giveBack(this.#stage.home?.root);
    else if (correctionId === undefined) this.#panel.focus();
    else this.#panel.step(null, 1);
    this.#timer.start(this.#panel.element, lastingMs, () => {
      this.close();
    });
  }

  #showFrame(needsFocus: boolean): void {
    this.#frame.show(this.#stage.home?.root, { needsFocus });
    this.#place();
  }

  /** At once when its size changes, and not with the next frame only: a quick click would meet something else. */
  #place(): void {
    this.#opened?.spot.place(this.#panel.element, this.#stage.home?.host);
  }
}
