/**
 * Types of the tags in React 19, which sets the property where the element has one of that name and the attribute
 * otherwise, and listens to `on` followed by the event's name as it is.
 */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Attributes, ElementOf, Listeners, Override, Properties, TagName } from './props.js';

/** What React takes on each tag. */
export type ReactElements = {
  [Tag in TagName]: Override<
    DetailedHTMLProps<HTMLAttributes<ElementOf<Tag>>, ElementOf<Tag>>,
    Attributes<Tag, boolean | ''> & Properties<Tag> & Listeners<Tag, 'on'>
  >;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ReactElements {}
  }
}
