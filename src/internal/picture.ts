import { css, html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { safeImage } from './safe-url.js';

/** The sides of a picture before style sheets say otherwise, in pixels. */
const SIDE = { icon: 40, avatar: 24 };

/** How a {@link Picture} looks while it is loaded. */
export const pictureStyles = css`
  /* Over the letter that stands in for it; a picture without a box would never be loaded. */
  img.loading {
    position: absolute;
    opacity: 0;
    pointer-events: none;
  }
`;

/**
 * A picture of the server; until it is loaded, and where there is none that can be shown, the first letter of a source
 * or the initials of an account. Always an `<img>`, in which an image runs no script.
 */
export class Picture {
  readonly #host: ReactiveControllerHost;
  readonly #kind: keyof typeof SIDE;
  #address: string | null = null;
  #url: string | null = null;
  #loaded = false;

  constructor(host: ReactiveControllerHost, kind: keyof typeof SIDE) {
    this.#host = host;
    this.#kind = kind;
  }

  /**
   * @param address as the server says it; only a safe one is asked for.
   * @param apiOrigin where the API is, whose pictures are trusted.
   * @param name whose letter is shown.
   */
  render(address: string | null, apiOrigin: string | undefined, name: string): TemplateResult {
    if (address !== this.#address) {
      this.#address = address;
      this.#url = safeImage(address, apiOrigin ?? location.origin);
      this.#loaded = false;
    }
    const kind = this.#kind;
    const letter = html`<span class="letter ${kind}" part=${kind} aria-hidden="true"
      >${kind === 'icon' ? initial(name) : initials(name)}</span
    >`;
    return html`${this.#loaded ? nothing : letter}${this.#url ? this.#renderImage(this.#url) : nothing}`;
  }

  #renderImage(url: string): TemplateResult {
    const kind = this.#kind;
    return html`<img
      class=${this.#loaded ? `picture ${kind}` : 'loading'}
      part=${this.#loaded ? kind : nothing}
      src=${url}
      alt=""
      width=${SIDE[kind]}
      height=${SIDE[kind]}
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      @load=${() => this.#settle(url)}
      @error=${() => this.#settle(null)}
    />`;
  }

  #settle(url: string | null): void {
    this.#url = url;
    this.#loaded = url !== null;
    this.#host.requestUpdate();
  }
}

function initial(word: string): string {
  return Array.from(word.trim())[0]?.toUpperCase() ?? '';
}

/** Of the first word and the last: `Acme Research Notion` is AN. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return initial(words[0] ?? '') + (words.length > 1 ? initial(words.at(-1) ?? '') : '');
}
