import { css, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { toDatasourceError } from '../api/errors.js';
import type { OnDemand } from '../api/on-demand.js';
import type { Labels } from '../locales/en.js';
import { controls } from '../theme/controls.js';
import { tokens } from '../theme/tokens.js';
import type { FormClass, FormHost } from './dialog-form.js';
import type { DialogFrame } from './dialog-frame.js';
import { dialogFrames } from './dialogs.js';
import { renderNotice } from './notice.js';
import { SourceElement } from './source-element.js';

/**
 * A modal form over one data source. All that is seen of it is a {@link DialogFrame}, which is loaded when the dialog is
 * first opened, if it is not there by then.
 */
export abstract class DialogElement<H extends FormHost = FormHost> extends SourceElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  /** Whether the dialog is shown. */
  @property({ type: Boolean, reflect: true }) open = false;

  /** The connection that it is about, if it is about one. */
  abstract credentialId: string | undefined;

  #frame: DialogFrame<H> | undefined;
  /** Why it could not be opened. */
  #problem: string | null = null;

  /** What the dialog is called. */
  protected abstract readonly heading: keyof Labels;

  /** What stands in it. */
  protected abstract readonly formClass: OnDemand<FormClass<H>>;

  /** @param host what every form is given. */
  protected abstract hostOfForm(host: FormHost): H;

  /** Shows the dialog. */
  show(): void {
    this.open = true;
  }

  /** Closes the dialog and forgets what was typed. Fires `close`. */
  close(): void {
    this.open = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.open = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.open || this.#frame) return;
    const { part } = dialogFrames;
    if (part) {
      this.#frame = new part.DialogFrame(this.hostOfForm(this.#host), {
        heading: this.heading,
        formClass: this.formClass,
      });
    } else if (changed.has('open')) {
      this.#problem = null;
      void this.#load();
    }
  }

  /** Until it is there nothing is to be seen of the dialog; then it opens. */
  async #load(): Promise<void> {
    try {
      await dialogFrames.load();
    } catch (thrown) {
      if (!this.open) return;
      this.#problem = toDatasourceError(thrown).message;
      this.close();
    }
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (!this.#frame && changed.get('open')) this.dispatchEvent(new Event('close'));
  }

  get #host(): FormHost {
    return {
      element: this,
      text: this.text,
      store: () => this.consumer.store,
      state: () => this.sourceState,
      credentialId: () => this.credentialId,
      label: (source) => this.label(source),
      offers: (action) => this.offers(action),
      refusal: (action, credentialId) => this.refusal(action, credentialId),
    };
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.#frame) return this.#frame.render();
    return this.#problem ? renderNotice('error', this.#problem, 'alert') : nothing;
  }
}
