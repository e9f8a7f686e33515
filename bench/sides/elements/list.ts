import { QueryClient } from '@tanstack/query-core';
import 'datasource-elements/define';
import { expose } from '../../page/harness.js';
import type { Answer, Side } from '../side.js';

const KEY = ['data-source-auth', 'list'];

interface ContextElement extends HTMLElement {
  queryClient: QueryClient;
  fetch: typeof fetch;
}

/** The built package as a page with a bundler uses it. */
class Elements implements Side {
  readonly #queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } });
  #context: ContextElement | null = null;

  prepare(answer: Answer): void {
    this.#queryClient.setQueryData(KEY, answer);
  }

  mount(root: HTMLElement): void {
    const context = document.createElement('datasource-context') as ContextElement;
    context.queryClient = this.#queryClient;
    context.fetch = () => new Promise(() => undefined);
    context.append(document.createElement('datasource-list'));
    root.append(context);
    this.#context = context;
  }

  unmount(): void {
    this.#context?.remove();
    this.#context = null;
  }

  update(answer: Answer): void {
    this.#queryClient.setQueryData(KEY, answer);
  }

  reread(answer: Answer): void {
    this.#queryClient.setQueryData(KEY, answer);
  }

  field(): HTMLInputElement {
    return this.#inside('#search') as HTMLInputElement;
  }

  count(): string {
    return this.#inside('.count')?.textContent ?? '';
  }

  list(): HTMLElement | null {
    return this.#inside('ul');
  }

  title(index: number): HTMLElement | null {
    const card = this.#inside(`li[data-index="${index}"] > datasource-card`)?.shadowRoot;
    const rows = card?.querySelectorAll('datasource-credential') ?? [];
    for (const row of rows) if (!row.shadowRoot?.querySelector('.row')) return null;
    return card?.querySelector<HTMLElement>('#title bdi') ?? null;
  }

  #inside(selector: string): HTMLElement | null {
    return this.#context?.firstElementChild?.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }
}

expose(new Elements());
