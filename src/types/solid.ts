/**
 * Types of the tags in Solid, which sets the property that an attribute's name gives in camel case. Where that is not the
 * attribute's property (`readonly`), and for what has no attribute, one says which is meant: `prop:`, `attr:`, `bool:`.
 */
import type { JSX } from 'solid-js';
import type { DatasourceElements } from './elements.js';
import type {
  AttributeNames,
  AttributeType,
  CamelCase,
  ElementOf,
  Override,
  Properties,
  TagName,
} from './props.js';

/** Without a prefix: what is the same whether Solid writes the attribute or sets the property. */
type Plain<Tag extends TagName> = {
  [Name in keyof AttributeNames<Tag> as CamelCase<Name> extends AttributeNames<Tag>[Name] ? Name : never]?:
    AttributeType<Tag, Name, boolean> | undefined;
};

type Prop<Tag extends TagName> = {
  [Name in keyof Properties<Tag> as `prop:${Name & string}`]: Properties<Tag>[Name];
};

/** Solid writes `false` as a word, and that switches a boolean attribute on. */
type Attr<Tag extends TagName> = {
  [Name in keyof AttributeNames<Tag> as `attr:${Name & string}`]?:
    AttributeType<Tag, Name, true | ''> | undefined;
};

type Bool<Tag extends TagName> = {
  [
    Name in keyof AttributeNames<Tag> as boolean extends AttributeType<Tag, Name, boolean>
      ? `bool:${Name & string}`
      : never
  ]?: boolean | undefined;
};

type On<Tag extends TagName> = {
  [Name in keyof DatasourceElements[Tag]['events'] as `on:${Name & string}`]?:
    | JSX.EventHandlerWithOptionsUnion<ElementOf<Tag>, DatasourceElements[Tag]['events'][Name] & Event>
    | undefined;
};

/** What Solid takes on each tag. */
export type SolidElements = {
  [Tag in TagName]: Override<
    JSX.HTMLAttributes<ElementOf<Tag>>,
    Plain<Tag> & Prop<Tag> & Attr<Tag> & Bool<Tag> & On<Tag>
  >;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends SolidElements {}
  }
}
