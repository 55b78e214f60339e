/**
 * @file Where the panel stands in the overlay. [Note: Inert in full screen] Chromium makes everything but the full-screen
 * element inert (seen in 156): our labels are painted, and neither clicked nor focused. Clicks on them are found by their
 * place (label-events.ts). For the panel, a modal dialog is the way out, for as long as something is asked.
 */

export function isOverlayInert(): boolean {
  const { fullscreenElement, documentElement } = document;
  return fullscreenElement !== null && fullscreenElement !== documentElement;
}

export class PanelFrame {
  readonly #panel: HTMLElement;
  #dialog: HTMLDialogElement | undefined;

  constructor(panel: HTMLElement) {
    this.#panel = panel;
  }

  /** The focus, if it was in the panel, is lost where it goes from one place to another. */
  show(root: ShadowRoot | undefined, { needsFocus }: { readonly needsFocus: boolean }): void {
    if (root === undefined) return;
    const isModal = needsFocus && isOverlayInert();
    if (this.#panel.isConnected && isModal === (this.#dialog !== undefined)) return;
    this.hide();
    if (!isModal) {
      root.append(this.#panel);
      return;
    }
    this.#dialog = document.createElement('dialog');
    this.#dialog.className = 'frame';
    this.#dialog.append(this.#panel);
    root.append(this.#dialog);
    this.#dialog.showModal();
  }

  hide(): void {
    this.#panel.remove();
    this.#dialog?.remove();
    this.#dialog = undefined;
  }
}
