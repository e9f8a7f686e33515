import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { DatasourceAuth, DatasourceCredential } from '../../api/types.js';
import { stepsToConnect, type StepHost } from '../../internal/connect-steps.js';
import { inOrder } from '../../internal/credential-order.js';
import { chevronIcon } from '../../internal/icons.js';
import { languageOf } from '../../internal/language.js';
import type { MenuSlot } from '../../internal/menu-slot.js';
import { renderNotice } from '../../internal/notice.js';
import { Picture, pictureStyles } from '../../internal/picture.js';
import { needsReauthorization, stepToRepair } from '../../internal/repair-step.js';
import { shownText } from '../../internal/shown-text.js';
import type { Labels } from '../../locales/en.js';
import type { DatasourceStore } from '../../store/store.js';
import { usable, why, type ConnectView } from './connect-view.js';
import { connectionStyles } from './connection-view.styles.js';

/** What it needs of the button. */
export interface ConnectionHost {
  readonly element: HTMLElement & ReactiveControllerHost & { readonly disabled: boolean };
  readonly menu: MenuSlot;
  readonly text: (key: keyof Labels, values?: Record<string, string | number>) => string;
}

/** What it is about. */
interface Asked {
  readonly source: DatasourceAuth;
  /** Those that it may be about, at least one. */
  readonly credentials: readonly DatasourceCredential[];
  /** Whether it is about that connection alone. */
  readonly only: boolean;
  readonly store: DatasourceStore | undefined;
  readonly steps: StepHost;
}

export const styles = [pictureStyles, connectionStyles];

/** How the button is where there is a connection: loaded when there is one, as few pages need it at once. */
export class ConnectionView {
  readonly #host: ConnectionHost;
  readonly #avatar: Picture;

  constructor(host: ConnectionHost) {
    this.#host = host;
    this.#avatar = new Picture(host.element, 'avatar');
  }

  /** What the button shows and does; of several connections, of the default one. */
  of({ source, credentials, only, store, steps }: Asked): ConnectView {
    const { element, text } = this.#host;
    const credential = inOrder(credentials, languageOf(element))[0] as DatasourceCredential;
    const { name } = credential;
    const mark = store?.statusOf(credential);
    const problem = mark ? needsReauthorization(name, mark, text) : null;
    const broken = problem !== null;
    const avatar = this.#avatar.render(credential.avatar_url, store?.apiOrigin, shownText(name));
    const shownName = this.#renderName(name, broken);
    const dot = html`<span class="dot ${broken ? 'broken' : ''}" aria-hidden="true"></span>`;
    const warning = problem ? renderNotice('warning', problem) : nothing;
    const repair = stepToRepair(source, credential, steps);
    const adding = stepsToConnect(source, steps);

    if (only || (broken && repair?.offered)) {
      const repairs = repair ? [repair] : [];
      const menu = only ? [] : usable(adding);
      return {
        main: usable(repairs)[0] ?? null,
        menu,
        blocked: why(repairs),
        label: text(repair?.label ?? 'reauthorize'),
        kind: broken ? 'primary' : 'secondary-accent',
        above: html`<p class="connection" part="connection">
            ${avatar}<span class="label">${shownName}</span>${dot}
          </p>
          ${warning}`,
        ...(menu.length > 0 && { more: this.#renderMore(broken) }),
      };
    }
    const all = repair ? [repair, ...adding] : adding;
    const blocked = why(all);
    const label = text('connectedAs', { name });
    return {
      main: null,
      menu: blocked ? [] : usable(all),
      blocked,
      label,
      kind: 'state',
      title: label,
      icon: avatar,
      content: shownName,
      above: html`${warning}`,
      mark: dot,
    };
  }

  #renderMore(broken: boolean): TemplateResult {
    const { element, menu, text } = this.#host;
    return html`<button
      type="button"
      id="menu-button"
      part="more"
      class="more ${broken ? 'primary' : ''}"
      aria-label=${text('moreWays')}
      title=${text('moreWays')}
      ?disabled=${element.disabled}
      popovertarget="menu"
      aria-haspopup="menu"
      aria-controls="menu"
      aria-expanded=${menu.open}
      @keydown=${menu.onButtonKeydown}
    >
      ${chevronIcon}
    </button>`;
  }

  #renderName(name: string, broken: boolean): TemplateResult {
    const shown = html`<bdi>${shownText(name)}</bdi>`;
    if (broken) return shown;
    const [before, after] = this.#host.text('connectedAs').split('{name}');
    return html`${before}${shown}${after}`;
  }
}
