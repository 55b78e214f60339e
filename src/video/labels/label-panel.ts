/** @file The panel beside a label as elements: a menu, a field for a name, or a sentence. Knows no event and no recognizer. */
import type { MenuAction, MenuItem } from './menu-words.ts';

export class LabelPanel {
  readonly element = document.createElement('div');
  readonly #field = document.createElement('input');

  constructor() {
    this.element.className = 'panel';
    this.element.tabIndex = -1;
    this.#field.className = 'field';
    this.#field.type = 'text';
    this.#field.dir = 'auto';
    this.#field.maxLength = 200;
    this.#field.autocomplete = 'off';
    this.#field.spellcheck = false;
    this.#field.ariaLabel = 'Name of this face';
    this.#field.placeholder = 'Who is this?';
  }

  get typed(): string {
    return this.#field.value.trim();
  }

  showChoices(items: readonly MenuItem[]): void {
    this.#fill('menu', ...items.map((item) => button(item, 'menuitem')));
    this.element.ariaLabel = 'This face';
  }

  showNaming(items: readonly MenuItem[], name: string): void {
    this.#field.value = name;
    this.#fill('dialog', this.#field, ...items.map((item) => button(item, 'button')));
    this.element.ariaLabel = 'Name of this face';
    this.#field.focus({ preventScroll: true });
    this.#field.select();
  }

  /** `undo` offers to take back what the sentence tells. */
  showSentence(text: string, { hasUndo }: { readonly hasUndo: boolean }): void {
    const sentence = document.createElement('p');
    sentence.textContent = text;
    const parts = hasUndo ? [sentence, button({ action: 'undo', text: 'Undo' }, 'button')] : [sentence];
    this.#fill('status', ...parts);
    this.element.ariaLabel = null;
  }

  /** Says what is wrong with what was typed; the field stays. */
  refuseTyped(text: string): void {
    const sentence = this.element.querySelector('p') ?? document.createElement('p');
    sentence.role = 'alert';
    sentence.textContent = text;
    this.element.append(sentence);
    this.#field.focus({ preventScroll: true });
  }

  actionOf(element: Element | null | undefined): MenuAction | undefined {
    const found = element?.closest<HTMLElement>('[data-action]');
    // Only `button` below writes it.
    return found?.dataset['action'] as MenuAction | undefined;
  }

  isField(element: Element | null): boolean {
    return element === this.#field;
  }

  /** Moves the focus among what can be pressed or typed into, and round again. */
  step(from: Element | null, delta: number): void {
    const stops = this.#stops();
    const index = stops.findIndex((stop) => stop === from);
    const next = index === -1 ? (delta > 0 ? 0 : -1) : (index + delta) % stops.length;
    stops.at(next)?.focus({ preventScroll: true });
  }

  /** Takes the keys, with nothing chosen yet. */
  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  #stops(): readonly HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[data-action], input')];
  }

  #fill(role: string, ...parts: readonly HTMLElement[]): void {
    this.element.role = role;
    this.element.replaceChildren(...parts);
  }
}

function button({ action, text }: MenuItem, role: string): HTMLElement {
  const element = document.createElement('div');
  element.className = 'choice';
  element.role = role;
  element.tabIndex = -1;
  element.dataset['action'] = action;
  element.dir = 'auto';
  element.textContent = text;
  return element;
}
