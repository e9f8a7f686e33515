import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DatasourceAuth, DatasourceCredential } from '../../api/types.js';
import type { QueryState } from '../../cache/query-source.js';
import type { FlowController } from '../../controllers/flow-controller.js';
import type { ActivationGuard } from '../../internal/activation-guard.js';
import { labelOf } from '../../internal/card-skeleton.js';
import type { ConnectStep, StepHost } from '../../internal/connect-steps.js';
import { inOrder } from '../../internal/credential-order.js';
import { DialogSlot } from '../../internal/dialog-slot.js';
import { renderFlowStatus } from '../../internal/flow-status.js';
import { languageOf } from '../../internal/language.js';
import { needsReauthorization, stepToRepair } from '../../internal/repair-step.js';
import type { SourceElement } from '../../internal/source-element.js';
import type { Labels } from '../../locales/en.js';
import type { DatasourceStore } from '../../store/store.js';
import { AddedConnection } from './added-connection.js';
import { renderAdd, renderRepair } from './below-select.js';
import { Choice, type ChoiceHost } from './choice.js';
import type { Chosen } from './chosen.js';
import { chooserStyles } from './connection-chooser.styles.js';
import { optionsOf } from './options.js';

/** What it needs of the field. */
export interface ChooserHost extends Pick<StepHost, 'offers' | 'refusal'> {
  readonly element: SourceElement & {
    readonly value: string;
    readonly defaultValue: string;
    readonly withoutDefault: boolean;
  };
  readonly chosen: Chosen;
  readonly flows: FlowController;
  readonly guard: ActivationGuard;
  readonly text: (key: keyof Labels, values?: Record<string, string | number>) => string;
  readonly store: () => DatasourceStore | undefined;
  /** The data source; `null` while it is not known. */
  readonly source: () => DatasourceAuth | null;
  readonly list: () => QueryState<DatasourceAuth>;
  /** Called for a connection that was added from inside and can now be chosen. */
  readonly onAdded: (id: string) => void;
}

export const styles = [chooserStyles];

/** How a connection is chosen, added and repaired: loaded while the list is read, as nothing can be chosen before. */
export class ConnectionChooser {
  readonly #host: ChooserHost;
  readonly #dialogs: DialogSlot;
  readonly #choice: Choice;
  readonly #added: AddedConnection;

  constructor(host: ChooserHost) {
    const { element, flows, onAdded } = host;
    this.#host = host;
    this.#dialogs = new DialogSlot(element, () => element.focus());
    this.#choice = new Choice(() => this.#surroundings());
    this.#added = new AddedConnection(element, {
      flow: () => flows.flow,
      lists: (id) => Boolean(this.#connections?.some((connection) => connection.id === id)),
      onAdded,
    });
  }

  /** The connection that is chosen while nobody chose one; empty for none. */
  get preselected(): string {
    return this.#host.element.withoutDefault ? '' : (this.#connections?.[0]?.id ?? '');
  }

  /** Whether the server was seen not to list any more what is chosen. */
  get gone(): boolean {
    return this.#choice.gone;
  }

  /** Whether there is no connection. */
  get none(): boolean {
    return this.#connections?.length === 0;
  }

  /** What is wrong with the choice, or where the user can get what is missing; `null` for neither. */
  get problem(): string | null {
    const { text } = this.#host;
    const { gone, name } = this.#choice;
    if (gone) return name ? text('chosenGone', { name }) : text('chosenGoneUnnamed');
    return this.none ? text('connectFirst', { source: this.#label }) : null;
  }

  /** To be called whenever anything may have changed. */
  follow(): void {
    this.#choice.follow();
  }

  /** The user chose, whatever was added. */
  forget(): void {
    this.#added.forget();
  }

  /** The lines of the list; `null` while nothing is known. */
  renderOptions(): unknown {
    const { element, store, text } = this.#host;
    const { withoutDefault, readOnly } = element;
    const options = optionsOf({
      connections: this.#connections,
      choice: this.#choice,
      withoutDefault,
      readOnly,
      store: store(),
      text,
    });
    return (
      options &&
      repeat(
        options,
        ({ id }) => id,
        (option) => html`<option value=${option.id}>${option.text}</option>`,
      )
    );
  }

  /** What to do, while nothing is wrong. */
  renderHint(): TemplateResult | typeof nothing {
    return this.none
      ? html`<p class="hint">${this.#host.text('notConnectedYet', { source: this.#label })}</p>`
      : nothing;
  }

  /** What stands below the field. */
  render(unusable: boolean): TemplateResult {
    const { element, flows, guard, offers, source: sourceOf, text } = this.#host;
    const source = sourceOf();
    const { connection } = this.#choice;
    const problem = source && connection ? this.#problemOf(connection) : null;
    const step = source && connection && problem ? this.#stepToRepair(source, connection) : null;
    return html`${problem ? renderRepair(problem, step, unusable, () => element.requestUpdate(), text) : nothing}
    ${guard.render(text)}
    ${source && offers('connect') ? renderAdd(element, this.none, unusable, text) : nothing}
    ${source ? renderFlowStatus(flows, guard, this.#label, text) : nothing}
    ${this.#dialogs.render([step?.opens])}`;
  }

  /** Those that can be chosen, in order; `null` while they are not known. */
  get #connections(): readonly DatasourceCredential[] | null {
    const { element, chosen, source, store } = this.#host;
    const removals = store()?.removals;
    const counts = chosen.id || element.defaultValue;
    // One that is being removed can still be taken back, and until then the choice stands.
    const there = source()?.credentials_list.filter(({ id }) => !removals?.has(id) || id === counts);
    return there ? inOrder(there, languageOf(element)) : null;
  }

  /** The data source's name. */
  get #label(): string {
    const { element, source } = this.#host;
    const known = source();
    return known ? labelOf(known, languageOf(element)) : '';
  }

  #surroundings(): ChoiceHost {
    const { chosen, element, list } = this.#host;
    const { data, error, isFetching } = list();
    return {
      chosen,
      id: element.value,
      connections: this.#connections,
      sources: data ?? [],
      certain: !error && !isFetching,
    };
  }

  /** That a connection does not work, or `null`. */
  #problemOf(connection: DatasourceCredential): string | null {
    const store = this.#host.store();
    return store ? needsReauthorization(connection.name, store.statusOf(connection), this.#host.text) : null;
  }

  #stepToRepair(source: DatasourceAuth, connection: DatasourceCredential): ConnectStep | null {
    const { flows, guard, offers, refusal } = this.#host;
    const dialogs = this.#dialogs;
    return stepToRepair(source, connection, {
      authorize: (options) => guard.begin(flows, options),
      dialogs,
      offers,
      refusal,
    });
  }
}
