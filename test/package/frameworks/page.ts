/** What each framework shows on the page of frameworks.test.ts, in the way that docs/types.md says. */
import type { Labels } from '../../../src/locales/en.js';
import type { DatasourceAuthorizedEvent } from '../../../src/events/events.js';

export interface Shown {
  readonly readOnly: boolean;
  readonly disabled: boolean;
  readonly labels: Partial<Labels>;
  readonly heard: (event: DatasourceAuthorizedEvent) => void;
}

/** Shows a context with a button in it; called again, it shows the same with other values. */
export type Show = (root: HTMLElement, shown: Shown) => void;
