/**
 * Types of the tags in Vue's templates, which set the property where the element has one of that name and the attribute
 * otherwise. vue-tsc makes one name of `without-status` and `withoutStatus`.
 */
import type { HTMLAttributes, PublicProps } from 'vue';
import type { DatasourceElements } from './elements.js';
import type { Attributes, CamelCase, ElementOf, EventOn, Override, Properties, TagName } from './props.js';

type InCamelCase<Props> = { [Name in keyof Props as CamelCase<Name>]: Props[Name] };

type Events<Tag extends TagName> = DatasourceElements[Tag]['events'];

type Listeners<Tag extends TagName> = {
  [Name in keyof Events<Tag> as `on${Capitalize<CamelCase<Name & string> & string>}`]?:
    ((event: EventOn<Tag, Events<Tag>[Name]>) => void) | undefined;
};

/** What Vue's types of HTML elements lack, and custom elements have a use for. */
interface ShadowAttributes {
  slot?: string | undefined;
  part?: string | undefined;
  exportparts?: string | undefined;
}

/** What Vue takes on a tag. */
export type VueProps<Tag extends TagName> = Override<
  HTMLAttributes & ShadowAttributes & PublicProps,
  Override<InCamelCase<Attributes<Tag, boolean | ''>>, Properties<Tag>> & Listeners<Tag>
>;

/** A tag as Vue's checker sees a component. */
export type VueElement<Tag extends TagName> = new () => ElementOf<Tag> & {
  /** For the checker only: the element has no such property. */
  $props: VueProps<Tag>;
};

/** What Vue takes on each tag. */
export type VueElements = { [Tag in TagName]: VueElement<Tag> };

declare module 'vue' {
  interface GlobalComponents extends VueElements {}
}
