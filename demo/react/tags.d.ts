import type { DetailedHTMLProps, HTMLAttributes } from 'react';

/** A tag of ours in JSX: what every HTML element takes; the rest is set by a ref. */
type Tag<Name extends keyof HTMLElementTagNameMap> = DetailedHTMLProps<
  HTMLAttributes<HTMLElementTagNameMap[Name]>,
  HTMLElementTagNameMap[Name]
>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'datasource-context': Tag<'datasource-context'> & { 'base-url'?: string };
      'datasource-list': Tag<'datasource-list'>;
    }
  }
}
