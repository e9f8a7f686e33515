/** Types of the tags in Preact, which sets properties and attributes, and listens, as React 19 does. */
import type { HTMLAttributes } from 'preact';
import type { Attributes, ElementOf, Listeners, Override, Properties, TagName } from './props.js';

/** What Preact takes on each tag. */
export type PreactElements = {
  [Tag in TagName]: Override<
    HTMLAttributes<ElementOf<Tag>>,
    Attributes<Tag, boolean | ''> & Properties<Tag> & Listeners<Tag, 'on'>
  >;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends PreactElements {}
  }
}
