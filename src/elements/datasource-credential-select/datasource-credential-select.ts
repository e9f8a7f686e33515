import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { DatasourceAuth, DatasourceCredential } from '../../api/types.js';
import type { QueryState } from '../../cache/query-source.js';
import { FlowController } from '../../controllers/flow-controller.js';
import { ActivationGuard } from '../../internal/activation-guard.js';
import { BaseElement } from '../../internal/base-element.js';
import type { ConnectStep } from '../../internal/connect-steps.js';
import { inOrder } from '../../internal/credential-order.js';
import { DialogSlot } from '../../internal/dialog-slot.js';
import { renderFlowStatus } from '../../internal/flow-status.js';
import { FocusKeeper } from '../../internal/focus-keeper.js';
import { FormSourceElement } from '../../internal/form-source-element.js';
import { languageOf } from '../../internal/language.js';
import { needsReauthorization } from '../../internal/needs-reauthorization.js';
import { renderReadError } from '../../internal/read-error.js';
import { stepToRepair } from '../../internal/repair-step.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { AddedConnection } from './added-connection.js';
import { renderAdd, renderRepair } from './below-select.js';
import { Choice, type ChoiceHost } from './choice.js';
import { credentialSelectStyles } from './datasource-credential-select.styles.js';
import { renderField } from './field-view.js';
import { optionsOf } from './options.js';

/**
 * A field of a form in which a connection is chosen, and in which one can be added or repaired without leaving the form.
 * Until somebody chooses, the default connection is chosen.
 *
 * @tag datasource-credential-select
 * @csspart label - The label, where the attribute `label` asks for one.
 * @csspart select - The native select.
 * @csspart message - What is wrong with the choice.
 * @csspart add - "Add another", or "Connect" while there is no connection.
 * @csspart status - What is shown while the user is in the other window, and after a failure.
 * @fires {Event} input - The user chose another connection, or added one.
 * @fires {Event} change - The same, after `input`.
 * @fires {DatasourceAuthorizeStartEvent} datasource-authorize-start - Before a flow or a save begins; cancelable.
 * @fires {DatasourceAuthorizedEvent} datasource-authorized - A connection was added or authorized again.
 * @fires {DatasourceCredentialChangeEvent} datasource-credential-change - A connection was added or changed.
 * @fires {DatasourceAuthorizeErrorEvent} datasource-authorize-error - It failed.
 * @fires {DatasourceAuthorizeCancelEvent} datasource-authorize-cancel - The user gave it up.
 */
export class DatasourceCredentialSelectElement extends FormSourceElement {
  static override shadowRootOptions = BaseElement.delegatingFocus;

  static override styles = [tokens, controls, credentialSelectStyles];

  /** The id of the connection that is chosen at first and after a reset, in place of the default one. */
  @property({ attribute: 'value' }) defaultValue = '';
  /** Starts empty, in place of with the default connection. */
  @property({ type: Boolean, attribute: 'without-default' }) withoutDefault = false;

  /** Whether the user has had to do with it, so that it may say what is missing. */
  @state() private touched = false;

  @query('select') private readonly select!: HTMLSelectElement | null;

  readonly #dialogs = new DialogSlot(this, () => this.select?.focus());
  readonly #guard = new ActivationGuard(this);
  readonly #flows = new FlowController(this, this.consumer, () => this.ref);
  readonly #choice = new Choice(() => this.#surroundings());
  readonly #added = new AddedConnection(this, {
    flow: () => this.#flows.flow,
    lists: (id) => Boolean(this.#connections?.some((connection) => connection.id === id)),
    onAdded: (id) => this.#chooseAdded(id),
  });

  constructor() {
    super();
    new FocusKeeper(this, () => this.select);
    // A page may have set it before the element was defined.
    const early = Object.getOwnPropertyDescriptor(this, 'value');
    if (early && Reflect.deleteProperty(this, 'value')) this.value = String(early.value ?? '');
    this.addEventListener('invalid', () => (this.touched = true));
    // The labels of the page may have changed, and nothing tells so.
    this.addEventListener('focusin', () => this.requestUpdate());
  }

  /** The id of the chosen connection; empty when there is none. Setting it to nothing chooses the default one. */
  get value(): string {
    return this.#choice.id;
  }

  set value(id: string | null | undefined) {
    this.#choice.set(id ?? '');
    this.#publish();
    this.requestUpdate();
  }

  override formResetCallback(): void {
    this.#choice.clear();
    this.touched = false;
    this.#publish();
    this.requestUpdate();
  }

  override formStateRestoreCallback(restored: string | File | FormData | null): void {
    if (typeof restored === 'string' && restored) this.value = restored;
  }

  /** Not `willUpdate`, which comes before the controllers know the new state. */
  protected override update(changed: PropertyValues<this>): void {
    this.#choice.follow();
    super.update(changed);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { select, value } = this;
    // After the options, or there would be none to select.
    if (select && select.value !== value) select.value = value;
    this.#publish();
  }

  /** All of it: a connection that is chosen may be one of another data source. */
  protected override shownOf(state: QueryState<DatasourceAuth>): readonly unknown[] {
    return [state];
  }

  protected override render(): TemplateResult {
    const state = this.sourceState;
    const source = state.status === 'ready' ? state.source : null;
    const connection = this.#choice.connection;
    const problem = source && connection ? this.#problemOf(connection) : null;
    const step = source && connection && problem ? this.#stepToRepair(source, connection) : null;
    return html`${this.#renderField(source)}
    ${
      state.status === 'error'
        ? renderReadError(state.error, () => void this.list.refetch(), this.text)
        : nothing
    }
    ${problem ? renderRepair(problem, step, this.unusable, () => this.requestUpdate(), this.text) : nothing}
    ${this.#guard.render(this.text)} ${state.status === 'loading' ? this.#renderPlace() : nothing}
    ${
      source && this.offers('connect')
        ? renderAdd(this, this.#connections?.length === 0, this.unusable, this.text)
        : nothing
    }
    ${source ? renderFlowStatus(this.#flows, this.#guard, this.label(source), this.text) : nothing}
    ${this.#dialogs.render([step?.opens])}`;
  }

  protected override validate(): void {
    const problem = this.#problem;
    const flags: ValidityStateFlags = this.#choice.gone ? { customError: true } : { valueMissing: true };
    if (problem) this.internals.setValidity(flags, problem, this.select ?? undefined);
    else this.internals.setValidity({});
  }

  /** What keeps the form from being submitted. */
  get #problem(): string | null {
    const { gone, id, name } = this.#choice;
    if (gone) return name ? this.text('chosenGone', { name }) : this.text('chosenGoneUnnamed');
    if (id || !this.required) return null;
    const state = this.sourceState;
    return this.#connections?.length === 0 && state.status === 'ready'
      ? this.text('connectFirst', { source: this.label(state.source) })
      : this.text('connectionRequired');
  }

  /** The connections that can be chosen, in order; `null` while they are not known. */
  get #connections(): readonly DatasourceCredential[] | null {
    const state = this.sourceState;
    if (state.status !== 'ready') return null;
    const removals = this.consumer.store?.removals;
    const chosen = this.#choice.chosen || this.defaultValue;
    return inOrder(
      // One that is being removed can still be taken back, and until then the choice stands.
      state.source.credentials_list.filter(({ id }) => !removals?.has(id) || id === chosen),
      languageOf(this),
    );
  }

  #surroundings(): ChoiceHost {
    const { data, error, isFetching } = this.list.state;
    return {
      ref: this.ref,
      connections: this.#connections,
      sources: data ?? [],
      certain: !error && !isFetching,
      preset: this.defaultValue,
      withoutDefault: this.withoutDefault,
    };
  }

  /** Tells the form the value and whether it is good. */
  #publish(): void {
    this.#choice.follow();
    this.internals.setFormValue(this.value, this.#choice.chosen);
    this.validate();
    const invalid = !this.internals.validity.valid;
    this.toggleState('loading', this.sourceState.status === 'loading');
    this.toggleState('gone', this.#choice.gone);
    this.toggleState('user-invalid', invalid && this.touched);
  }

  #renderField(source: DatasourceAuth | null): TemplateResult {
    const loading = this.sourceState.status === 'loading';
    const { gone } = this.#choice;
    const none = this.#connections?.length === 0;
    return renderField({
      caption: this.caption,
      name: this.nameOr(
        source ? this.text('connectionTo', { source: this.label(source) }) : this.text('connection'),
      ),
      options: optionsOf({
        ...this.#surroundings(),
        choice: this.#choice,
        loading,
        readOnly: this.readOnly,
        store: this.consumer.store,
        text: this.text,
      }),
      fixed: !source || this.readOnly || none,
      loading,
      disabled: this.unusable,
      required: this.required,
      problem: gone || this.touched ? this.#problem : null,
      hint: source && none ? this.text('notConnectedYet', { source: this.label(source) }) : null,
      onInput: this.#onInput,
      onChange: this.#onChange,
    });
  }

  /** Keeps the place of what will stand below the field. */
  #renderPlace(): TemplateResult {
    const none = this.probableConnections === 0;
    return html`<div
      class="place ${none ? 'hinted' : ''} ${this.offers('connect') ? (none ? 'first' : 'another') : ''}"
    ></div>`;
  }

  /** That a connection does not work, or `null`. */
  #problemOf(connection: DatasourceCredential): string | null {
    const { store } = this.consumer;
    return store ? needsReauthorization(connection.name, store.statusOf(connection), this.text) : null;
  }

  #stepToRepair(source: DatasourceAuth, connection: DatasourceCredential): ConnectStep | null {
    return stepToRepair(source, connection, {
      authorize: (options) => this.#guard.begin(this.#flows, options),
      dialogs: this.#dialogs,
      offers: (action) => this.offers(action),
      refusal: (action, credentialId) => this.refusal(action, credentialId),
    });
  }

  /** The browser's own event goes on to the page, which is to find the new value. */
  readonly #onInput = ({ target }: Event): void => {
    this.#added.forget();
    this.touched = true;
    this.value = (target as HTMLSelectElement).value;
  };

  /** The browser's own event stays in the shadow root. */
  readonly #onChange = (event: Event): void => {
    this.#onInput(event);
    this.tell('change');
  };

  #chooseAdded(id: string): void {
    this.value = id;
    this.tell('input');
    this.tell('change');
  }
}
