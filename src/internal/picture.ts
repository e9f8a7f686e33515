import { html, type TemplateResult } from 'lit';

/**
 * A picture of the server, or the first letter of a name where there is none.
 *
 * @param url has passed `safeImage`.
 * @param onBroken called when the picture cannot be loaded.
 */
export function renderPicture(
  kind: 'icon' | 'avatar',
  url: string | null,
  name: string,
  onBroken: () => void,
): TemplateResult {
  return url
    ? html`<img
        class="picture ${kind}"
        part=${kind}
        src=${url}
        alt=""
        loading="lazy"
        decoding="async"
        referrerpolicy="no-referrer"
        @error=${onBroken}
      />`
    : html`<span class="letter ${kind}" part=${kind} aria-hidden="true"
        >${Array.from(name.trim())[0]?.toUpperCase()}</span
      >`;
}
