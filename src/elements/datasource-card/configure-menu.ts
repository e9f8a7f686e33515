import { html, nothing, type TemplateResult } from 'lit';
import type { DialogRequestEvent } from '../../internal/dialog-request-event.js';
import { Popover } from '../../internal/popover.js';
import type { SourceElement } from '../../internal/source-element.js';
import type { Labels } from '../../locales/en.js';
import { configureMenuStyles } from './configure-menu.styles.js';

/** How a connection can be added; `none` stands for a source that offers nothing. */
export type Way = 'oauth' | 'api-key' | 'none';

/** What is offered, and by whom. */
export interface ConfigureParts {
  readonly card: SourceElement;
  readonly ways: readonly Way[];
  readonly text: (key: keyof Labels) => string;
  readonly onDialogRequest: (event: DialogRequestEvent) => void;
}

/** What "Configure" opens: a button for each way to add a connection. */
export class Menu extends Popover {
  static override readonly styles = [...Popover.styles, configureMenuStyles];

  renderItems({ card, ways, text, onDialogRequest }: ConfigureParts): TemplateResult | typeof nothing {
    if (!this.open) return nothing;
    const hasOAuth = ways.includes('oauth');
    const hasApiKey = ways.includes('api-key');
    if (!hasOAuth && !hasApiKey) return html`<p class="hint">${text('noWayToConnect')}</p>`;
    const { pluginId, provider, source, allow } = card;
    const onRequest = (event: DialogRequestEvent): void => {
      this.close();
      onDialogRequest(event);
    };
    return html`${
      hasOAuth
        ? html`<datasource-oauth-button
            without-status
            plugin-id=${pluginId}
            provider=${provider}
            .source=${source}
            .allow=${allow}
            @datasource-authorize-start=${() => this.close()}
            @datasource-dialog-request=${onRequest}
          ></datasource-oauth-button>`
        : nothing
    }
    ${hasOAuth && hasApiKey ? html`<p class="divider or">${text('or')}</p>` : nothing}
    ${
      hasApiKey
        ? html`<datasource-api-key-button
            plugin-id=${pluginId}
            provider=${provider}
            .source=${source}
            .allow=${allow}
            @datasource-dialog-request=${onRequest}
          ></datasource-api-key-button>`
        : nothing
    }`;
  }

  protected override async rendered(): Promise<void> {
    await super.rendered();
    await this.#first?.updateComplete;
  }

  protected enter(): void {
    this.#first?.focus();
  }

  get #first(): SourceElement | null | undefined {
    return this.element?.querySelector<SourceElement>('datasource-oauth-button, datasource-api-key-button');
  }
}
