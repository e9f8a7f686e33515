import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot, type Root } from 'react-dom/client';
import { expose } from '../../page/harness.js';
import styles from '../peer.css?inline';
import type { Answer, Side } from '../side.js';
import { App, KEY } from './app.js';

/** React with TanStack React Query. */
class React implements Side {
  readonly #queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } });
  #element: HTMLElement | null = null;
  #root: Root | null = null;

  prepare(answer: Answer): void {
    this.#queryClient.setQueryData(KEY, answer);
  }

  mount(element: HTMLElement): void {
    this.#element = element;
    this.#root = createRoot(element);
    this.#root.render(
      <QueryClientProvider client={this.#queryClient}>
        <App />
      </QueryClientProvider>,
    );
  }

  unmount(): void {
    this.#root?.unmount();
    this.#root = null;
  }

  update(answer: Answer): void {
    this.#queryClient.setQueryData(KEY, answer);
  }

  reread(answer: Answer): void {
    this.#queryClient.setQueryData(KEY, answer);
  }

  field(): HTMLInputElement {
    return this.#element!.querySelector<HTMLInputElement>('[type=search]')!;
  }

  count(): string {
    return this.#element?.querySelector('.count')?.textContent ?? '';
  }

  list(): HTMLElement | null {
    return this.#element?.querySelector<HTMLElement>('.list') ?? null;
  }

  title(index: number): HTMLElement | null {
    return this.list()?.children[index]?.querySelector<HTMLElement>('h3 bdi') ?? null;
  }
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);
expose(new React());
