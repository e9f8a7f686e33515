import type { TemplateResult } from 'lit';
import type { DatasourceAuth } from '../../api/types.js';
import { stepsToConnect, type ConnectStep, type StepHost } from '../../internal/connect-steps.js';

/** Why nothing can be done. */
export type Blocked = { readonly by: 'page' | 'source' } | { readonly by: 'server'; readonly reason: string };

/** What the button shows of a data source that is known, and what it does; as one that connects, but for what is said. */
export interface ConnectView {
  /** What the button does at once; `null` when it opens the menu, or nothing can be done. */
  readonly main: ConnectStep | null;
  /** What the menu offers. */
  readonly menu: readonly ConnectStep[];
  /** Why nothing can be done: the page, there is no way, or in the server's words; `null` when something can. */
  readonly blocked: Blocked | null;
  /** The button's name. */
  readonly label: string;
  /** Its class. */
  readonly kind: string;
  readonly title?: string;
  readonly icon?: TemplateResult;
  /** Its text, where that is not its name as it is. */
  readonly content?: TemplateResult;
  /** What stands in it, behind its text. */
  readonly mark?: TemplateResult;
  /** What stands above it. */
  readonly above?: TemplateResult;
  /** What stands beside it. */
  readonly more?: TemplateResult;
}

/** How a connection is added. One way needs no menu, and what cannot be done needs none either. */
export function viewToConnect(source: DatasourceAuth, host: StepHost, label: string): ConnectView {
  const steps = stepsToConnect(source, host);
  const menu = usable(steps);
  const main = menu.length === 1 || menu.every(({ refusal }) => refusal) ? (menu[0] ?? null) : null;
  return { main, menu: main ? [] : menu, blocked: why(steps), label, kind: 'primary' };
}

/** Those that the page lets the user do. */
export function usable(steps: readonly ConnectStep[]): readonly ConnectStep[] {
  return steps.filter(({ offered }) => offered);
}

/** Why none of these can be done; `null` when one can. */
export function why(steps: readonly ConnectStep[]): Blocked | null {
  if (steps.length === 0) return { by: 'source' };
  const offered = usable(steps);
  const [first] = offered;
  if (!first) return { by: 'page' };
  return first.refusal && offered.every(({ refusal }) => refusal)
    ? { by: 'server', reason: first.refusal }
    : null;
}
