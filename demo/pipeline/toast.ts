import { byId } from '../dom.js';

/** A message with an "Undo" that stays until it is used or dismissed: nobody has to hurry. */
export class Toast {
  readonly #root = byId('toast');
  #undo: (() => void) | null = null;

  constructor() {
    byId('toast-undo').addEventListener('click', () => {
      const undo = this.#undo;
      this.hide();
      undo?.();
    });
    byId('toast-dismiss').addEventListener('click', () => {
      this.hide();
      byId('viewport').querySelector('button')?.focus();
    });
  }

  show(text: string, undo: () => void): void {
    this.#undo = undo;
    this.#root.hidden = false;
    byId('toast-text').textContent = text;
  }

  hide(): void {
    this.#undo = null;
    this.#root.hidden = true;
    byId('toast-text').textContent = '';
  }
}
