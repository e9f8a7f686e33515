import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { DatasourceAuth } from '../../api/types.js';
import type { QueryState } from '../../cache/query-source.js';
import { FlowController } from '../../controllers/flow-controller.js';
import { ActivationGuard } from '../../internal/activation-guard.js';
import { BaseElement } from '../../internal/base-element.js';
import { FocusKeeper } from '../../internal/focus-keeper.js';
import { FormSourceElement } from '../../internal/form-source-element.js';
import { chevronIcon } from '../../internal/icons.js';
import { renderNotice } from '../../internal/notice.js';
import { renderReadError } from '../../internal/read-error.js';
import type { SourceState } from '../../internal/source-element.js';
import { ViewSlot } from '../../internal/view-slot.js';
import { controls } from '../../theme/controls.js';
import { tokens } from '../../theme/tokens.js';
import { connectionChoosers } from './chooser-parts.js';
import { Chosen } from './chosen.js';
import { credentialSelectStyles } from './datasource-credential-select.styles.js';

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

  readonly #guard = new ActivationGuard(this);
  readonly #flows = new FlowController(this, this.consumer, () => this.ref);
  readonly #chosen = new Chosen();
  readonly #chooser = new ViewSlot(
    this,
    connectionChoosers,
    (part) =>
      new part.ConnectionChooser({
        element: this,
        chosen: this.#chosen,
        flows: this.#flows,
        guard: this.#guard,
        text: this.text,
        store: () => this.consumer.store,
        source: () => sourceOf(this.sourceState),
        list: () => this.list.state,
        offers: (action) => this.offers(action),
        refusal: (action, credentialId) => this.refusal(action, credentialId),
        onAdded: (id) => this.#chooseAdded(id),
      }),
  );

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

  /** What a connection is chosen with is loaded while the list is read. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.#chooser.prefetch();
  }

  /** The id of the chosen connection; empty when there is none. Setting it to nothing chooses the default one. */
  get value(): string {
    return (this.#chosen.id ?? this.defaultValue) || this.#chooser.view?.preselected || '';
  }

  set value(id: string | null | undefined) {
    this.#choose(id ?? '');
  }

  override formResetCallback(): void {
    this.touched = false;
    this.#choose(null);
  }

  override formStateRestoreCallback(restored: string | File | FormData | null): void {
    if (typeof restored === 'string' && restored) this.value = restored;
  }

  /** Not `willUpdate`, which comes before the controllers know the new state. */
  protected override update(changed: PropertyValues<this>): void {
    this.#follow();
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
    const state = this.#shown;
    const loading = state.status === 'loading';
    return html`${
      this.caption ? html`<label for="select" part="label"><bdi>${this.caption}</bdi></label>` : nothing
    }
    ${this.#renderField(sourceOf(state), loading)}
    ${state.status === 'error' ? renderReadError(state.error, () => this.#retry(), this.text) : nothing}
    ${loading ? this.#renderPlace() : nothing} ${this.#chooser.view?.render(this.unusable)}`;
  }

  protected override validate(): void {
    const problem = this.#problem;
    const flags: ValidityStateFlags = this.#chooser.view?.gone
      ? { customError: true }
      : { valueMissing: true };
    if (problem) this.internals.setValidity(flags, problem, this.select ?? undefined);
    else this.internals.setValidity({});
  }

  /** What is known of the data source; while nothing can be chosen from it, the same as while it is read. */
  get #shown(): SourceState {
    const state = this.sourceState;
    if (state.status !== 'ready' || this.#chooser.needed) return state;
    const { error } = this.#chooser;
    return error ? { status: 'error', error } : { status: 'loading' };
  }

  /** What keeps the form from being submitted. */
  get #problem(): string | null {
    const { view } = this.#chooser;
    return view?.gone || (this.required && !this.value)
      ? (view?.problem ?? this.text('connectionRequired'))
      : null;
  }

  /** @param id empty for none, which means the default one; `null` where nobody chose. */
  #choose(id: string | null): void {
    this.#chosen.id = id;
    this.#publish();
    this.requestUpdate();
  }

  #follow(): void {
    this.#chosen.follow(this.ref);
    this.#chooser.view?.follow();
  }

  /** Tells the form the value and whether it is good. */
  #publish(): void {
    this.#follow();
    this.internals.setFormValue(this.value, this.#chosen.id ?? '');
    this.validate();
    const invalid = !this.internals.validity.valid;
    this.toggleState('loading', this.#shown.status === 'loading');
    this.toggleState('gone', Boolean(this.#chooser.view?.gone));
    this.toggleState('user-invalid', invalid && this.touched);
  }

  /** The native select, and below it what is wrong with the choice. */
  #renderField(source: DatasourceAuth | null, loading: boolean): TemplateResult {
    const { view } = this.#chooser;
    const problem = view?.gone || this.touched ? this.#problem : null;
    // There is nothing to choose; it can still be found, and be told what is wrong.
    const fixed = !source || this.readOnly || view?.none;
    const name = source ? this.text('connectionTo', { source: this.label(source) }) : this.text('connection');
    const waiting = this.text(loading ? 'loadingConnections' : 'connectionsNotLoaded');
    return html`<div class=${fixed ? '' : 'open'}>
        <select
          id="select"
          part="select"
          aria-label=${this.nameOr(name)}
          aria-describedby="message repair"
          aria-invalid=${problem ? 'true' : nothing}
          aria-disabled=${fixed ? 'true' : nothing}
          aria-busy=${loading ? 'true' : nothing}
          ?disabled=${this.unusable}
          ?required=${this.required}
          @input=${this.#onInput}
          @change=${this.#onChange}
        >
          ${view?.renderOptions() ?? html`<option value=${this.value}>${waiting}</option>`}
        </select>
        ${fixed ? nothing : chevronIcon}
      </div>
      <div id="message" part="message" role="status">
        ${problem ? renderNotice('error', problem) : view?.renderHint()}
      </div>`;
  }

  /** Keeps the place of what will stand below the field. */
  #renderPlace(): TemplateResult {
    const none = this.probableConnections === 0;
    return html`<div
      class="place ${none ? 'hinted' : ''} ${this.offers('connect') ? (none ? 'first' : 'another') : ''}"
    ></div>`;
  }

  /** Loads what could not be loaded. */
  #retry(): void {
    if (this.sourceState.status === 'error') void this.list.refetch();
    else this.#chooser.retry();
  }

  /** The browser's own event goes on to the page, which is to find the new value. */
  readonly #onInput = ({ target }: Event): void => {
    this.#chooser.view?.forget();
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

function sourceOf(state: SourceState): DatasourceAuth | null {
  return state.status === 'ready' ? state.source : null;
}
