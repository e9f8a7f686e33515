import { html, type TemplateResult } from 'lit';

/**
 * A picture of the server; where there is none, the initials of an account or the first letter of a source.
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
        >${kind === 'icon' ? initial(name) : initials(name)}</span
      >`;
}

function initial(word: string): string {
  return Array.from(word.trim())[0]?.toUpperCase() ?? '';
}

/** Of the first word and the last: `Acme Research Notion` is AN. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return initial(words[0] ?? '') + (words.length > 1 ? initial(words.at(-1) ?? '') : '');
}
