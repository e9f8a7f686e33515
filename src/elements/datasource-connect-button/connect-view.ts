import type { DatasourceAuth, DatasourceCredential } from '../../api/types.js';
import {
  stepsToConnect,
  stepToRepair,
  type ConnectStep,
  type StepHost,
} from '../../internal/connect-steps.js';
import type { Labels } from '../../locales/en.js';

/** Why nothing can be done. */
export type Blocked = { readonly by: 'page' | 'source' } | { readonly by: 'server'; readonly reason: string };

/** What the button shows of a data source that is known, and what it does. */
export interface ConnectView {
  /** Whom it is about; `null` where it is about adding one. */
  readonly credential: DatasourceCredential | null;
  /** Whether the connection is told beside the button, and not by it. */
  readonly beside: boolean;
  /** What the button does at once; `null` when it opens the menu, or nothing can be done. */
  readonly main: ConnectStep | null;
  readonly label: keyof Labels;
  /** What the menu offers. */
  readonly menu: readonly ConnectStep[];
  /** Why nothing can be done: the page, there is no way, or in the server's words; `null` when something can. */
  readonly blocked: Blocked | null;
}

/**
 * @param credential whom it is about.
 * @param broken whether that connection does not work.
 * @param only whether it is about that connection alone.
 */
export function viewOf(
  source: DatasourceAuth,
  { credential, broken, only }: { credential: DatasourceCredential | null; broken: boolean; only: boolean },
  host: StepHost,
): ConnectView {
  const adding = stepsToConnect(source, host);
  const repair = credential && stepToRepair(source, credential, host);
  if (!credential) {
    const menu = usable(adding);
    // One way needs no menu, and what cannot be done needs none either.
    const main = menu.length === 1 || menu.every(({ refusal }) => refusal) ? (menu[0] ?? null) : null;
    return {
      credential,
      beside: false,
      main,
      label: 'connect',
      menu: main ? [] : menu,
      blocked: why(adding),
    };
  }
  const label = repair?.label ?? 'reauthorize';
  if (only) {
    const steps = repair ? [repair] : [];
    return { credential, beside: true, main: usable(steps)[0] ?? null, label, menu: [], blocked: why(steps) };
  }
  if (broken && repair?.offered) {
    return { credential, beside: true, main: repair, label, menu: usable(adding), blocked: why([repair]) };
  }
  const steps = repair ? [repair, ...adding] : adding;
  const blocked = why(steps);
  return {
    credential,
    beside: false,
    main: null,
    label: 'connectedAs',
    menu: blocked ? [] : usable(steps),
    blocked,
  };
}

function usable(steps: readonly ConnectStep[]): readonly ConnectStep[] {
  return steps.filter(({ offered }) => offered);
}

function why(steps: readonly ConnectStep[]): Blocked | null {
  if (steps.length === 0) return { by: 'source' };
  const offered = usable(steps);
  const [first] = offered;
  if (!first) return { by: 'page' };
  return first.refusal && offered.every(({ refusal }) => refusal)
    ? { by: 'server', reason: first.refusal }
    : null;
}
