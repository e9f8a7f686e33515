/**
 * Types of the tags in Svelte 5, which sets the property where the element has one of that name. Of an attribute it
 * writes `false` as a word, and that switches a boolean attribute on; so only the property takes `false`.
 */
import type { HTMLAttributes } from 'svelte/elements';
import type { Attributes, ElementOf, Listeners, Override, Properties, TagName } from './props.js';

/** What Svelte takes on each tag; `on:` is for components that are not in runes mode. */
export type SvelteElements = {
  [Tag in TagName]: Override<
    HTMLAttributes<ElementOf<Tag>>,
    Attributes<Tag, true | ''> & Properties<Tag> & Listeners<Tag, 'on'> & Listeners<Tag, 'on:'>
  >;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends SvelteElements {}
}
