import type { DatasourceElements } from './elements.js';

/** The tags of the elements. */
export type TagName = keyof DatasourceElements;

/** The class of the element with a tag. */
export type ElementOf<Tag extends TagName> = DatasourceElements[Tag]['element'];

/** The class's own fields, so that their doc comments come along. */
type Fields<Tag extends TagName> = Pick<
  ElementOf<Tag>,
  DatasourceElements[Tag]['properties'] & keyof ElementOf<Tag>
>;

/** The properties that a page may set. */
export type Properties<Tag extends TagName> = {
  [Name in keyof Fields<Tag>]?: Fields<Tag>[Name] | undefined;
};

/** The names of its attributes, each with that of its property. */
export type AttributeNames<Tag extends TagName> = DatasourceElements[Tag]['attributes'];

/** What an attribute takes whose property has the type `Value`; `Flag` is how one without a value is written. */
export type AttributeValue<Value, Flag> = Value extends boolean
  ? Flag
  : Value extends number
    ? Value | `${number}`
    : Value;

/** What the attribute `Name` of an element takes. */
export type AttributeType<Tag extends TagName, Name extends keyof AttributeNames<Tag>, Flag> = AttributeValue<
  ElementOf<Tag>[AttributeNames<Tag>[Name] & keyof ElementOf<Tag>],
  Flag
>;

/** The attributes, but those that are named as a property: frameworks set that. */
export type Attributes<Tag extends TagName, Flag> = {
  [Name in keyof AttributeNames<Tag> as Exclude<Name, keyof Fields<Tag>>]?:
    AttributeType<Tag, Name, Flag> | undefined;
};

/** An event as the element's own listeners get it. */
export type EventOn<Tag extends TagName, Type> = Type & { readonly currentTarget: ElementOf<Tag> };

/** Listeners, each named by its event after a prefix. */
export type Listeners<Tag extends TagName, Prefix extends string> = {
  [Name in keyof DatasourceElements[Tag]['events'] as `${Prefix}${Name & string}`]?:
    ((event: EventOn<Tag, DatasourceElements[Tag]['events'][Name]>) => void) | undefined;
};

/** What every HTML element takes, and in place of some of it what ours takes. */
export type Override<Base, Own> = Omit<Base, keyof Own> & Own;

/** `plugin-id` → `pluginId`. */
export type CamelCase<Name> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;
