import { ContextProvider } from '@lit/context';
import type { QueryClient } from '@tanstack/query-core';
import { css, html, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { Visibility } from '../../api/types.js';
import { storeContext } from '../../context/store-context.js';
import { own } from '../../api/own.js';
import { BaseElement } from '../../internal/base-element.js';
import { announceSessionExpiry } from '../../internal/session-expiry.js';
import type { Labels } from '../../locales/en.js';
import type { DatasourceStoreOptions } from '../../store/options.js';
import { createDatasourceStore, type DatasourceStore } from '../../store/store.js';

/**
 * Client, cache and settings for every data-source element inside it. Shows nothing itself.
 *
 * A change of a setting makes a new store, and the elements inside read again; another function in place of one does
 * not.
 *
 * @tag datasource-context
 * @slot - The page's content, with the elements somewhere in it.
 * @fires {DatasourceSessionExpiredEvent} datasource-session-expired - The server says 401 and a refresh did not help.
 */
export class DatasourceContextElement extends BaseElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  /** Where the console API is. */
  @property({ attribute: 'base-url' }) baseUrl = '/console/api';
  /**
   * How users are sent to the provider: in a window (`popup`), with the whole page (`redirect`), or in a window where the
   * browser is not known to open none (`auto`).
   */
  @property() flow: 'auto' | 'popup' | 'redirect' = 'auto';
  /** Who may use connections that are added by OAuth: `only_me` or `all_team_members`. Default: the server decides. */
  @property() visibility: Visibility | undefined;
  /** Milliseconds for which a removal can be undone before it is sent. Default 6000; 0 sends it at once. */
  @property({ type: Number, attribute: 'undo-time' }) undoTime: number | undefined;
  /** A store made by `createDatasourceStore()`; the other settings are then without effect. */
  @property({ attribute: false }) store: DatasourceStore | undefined;
  /** The host's own TanStack query client, whose cache is then shared. */
  @property({ attribute: false }) queryClient: QueryClient | undefined;
  /** Supplies a bearer token for each request; cookies are then not sent. */
  @property({ attribute: false }) getAccessToken: DatasourceStoreOptions['getAccessToken'];
  /** Supplies the CSRF token for each request, in place of the cookie. */
  @property({ attribute: false }) getCsrfToken: DatasourceStoreOptions['getCsrfToken'];
  /** Replaces the global `fetch`. */
  @property({ attribute: false }) fetch: typeof fetch | undefined;
  /** Names the account that is signed in, so that a change of it during an authorization is noticed. */
  @property({ attribute: false }) getAccountId: DatasourceStoreOptions['getAccountId'];
  /** Further exact origins from which the server's OAuth callback page may report. */
  @property({ attribute: false }) callbackOrigins: readonly string[] | undefined;
  /** Texts that replace the built-in ones, by their key. */
  @property({ attribute: false }) labels: Partial<Labels> | undefined;

  /** What the store was made with, so that equal settings and other functions make no new one. */
  #settings = '';
  #unannounce: (() => void) | undefined;
  readonly #provider = new ContextProvider(this, { context: storeContext });

  /** The store that the elements inside use; `undefined` until the first update. */
  get currentStore(): DatasourceStore | undefined {
    // Unset until the first update, whatever the type says.
    return this.#provider.value as DatasourceStore | undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { baseUrl, flow, visibility, undoTime, labels, callbackOrigins } = this;
    const functions = [this.getAccessToken, this.getCsrfToken, this.getAccountId, this.fetch].map(Boolean);
    const settings = JSON.stringify([
      baseUrl,
      flow,
      visibility,
      undoTime,
      labels,
      callbackOrigins,
      functions,
    ]);
    const same = settings === this.#settings && !changed.has('store') && !changed.has('queryClient');
    if (this.currentStore && same) return;
    this.#settings = settings;
    this.#provider.setValue(this.store ?? createDatasourceStore(this.#storeOptions()));
    this.#announce();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#announce();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unannounce?.();
  }

  #announce(): void {
    this.#unannounce?.();
    if (this.currentStore && this.isConnected)
      this.#unannounce = announceSessionExpiry(this.currentStore, this);
  }

  /** The functions are looked up when they are called: a framework may set new ones each time that it renders. */
  #storeOptions(): DatasourceStoreOptions {
    const { baseUrl, flow, visibility, undoTime, queryClient, callbackOrigins, labels } = this;
    const { getAccessToken, getCsrfToken, getAccountId, fetch } = this;
    return own({
      baseUrl,
      flow,
      ...(visibility && { visibility }),
      ...(undoTime !== undefined && { undoTime }),
      ...(queryClient && { queryClient }),
      ...(getAccessToken && { getAccessToken: (context) => this.getAccessToken?.(context) }),
      ...(getCsrfToken && { getCsrfToken: () => this.getCsrfToken?.() }),
      ...(getAccountId && { getAccountId: () => this.getAccountId?.() }),
      ...(fetch && { fetch: (...request: Parameters<typeof fetch>) => (this.fetch ?? fetch)(...request) }),
      ...(callbackOrigins && { callbackOrigins }),
      ...(labels && { labels }),
    });
  }

  protected override render() {
    return html`<slot></slot>`;
  }
}
