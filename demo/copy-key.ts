import { byId } from './dom.js';

/** Makes each `<button data-copy="…">` below a node show its text and copy it when pressed; `#copy-status` says so. */
export function setUpCopyButtons(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    const text = button.dataset['copy'] ?? '';
    button.textContent = text;
    button.title = 'Copy';
    button.addEventListener('click', () => void copy(button, text));
  }
}

async function copy(button: HTMLButtonElement, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    byId('copy-status').textContent = `${text} copied`;
    button.dataset['copied'] = '';
    setTimeout(() => delete button.dataset['copied'], 1500);
  } catch {
    getSelection()?.selectAllChildren(button);
    byId('copy-status').textContent = 'Copying failed. The key is selected.';
  }
}
