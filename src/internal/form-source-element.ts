import { property, state } from 'lit/decorators.js';
import { SourceElement } from './source-element.js';

/** A {@link SourceElement} that is a field of a form, with the members that the browser's own fields have. */
export abstract class FormSourceElement extends SourceElement {
  static readonly formAssociated = true;

  /** Under which name the form submits it. */
  @property({ reflect: true, useDefault: true }) name = '';
  /** Whether a connection must be chosen before the form can be submitted. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** Whether it cannot be used and is not submitted. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  /** A label above the field. A `<label>` of the page names it as well. */
  @property({ attribute: 'label' }) caption = '';
  /** Its accessible name, where no label is to be seen. */
  @property({ attribute: 'aria-label' }) accessibleLabel = '';

  /** What the browser says: whether a `<fieldset>` around, or the element itself, is disabled. */
  @state() private formDisabled = false;

  protected readonly internals = this.attachInternals();

  /** The form that it belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  /** What is wrong with the choice, as the browser's own fields tell it. */
  get validity(): ValidityState {
    this.validate();
    return this.internals.validity;
  }

  /** What is wrong, in words; empty when nothing is. */
  get validationMessage(): string {
    this.validate();
    return this.internals.validationMessage;
  }

  /** Whether the form asks it before it is submitted: not while it is disabled or read-only. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }

  /** The `<label>`s that name it. */
  get labels(): NodeList {
    return this.internals.labels;
  }

  /** Whether the choice is good; fires `invalid` when it is not. */
  checkValidity(): boolean {
    this.validate();
    return this.internals.checkValidity();
  }

  /** Whether the choice is good; fires `invalid` and shows the user why when it is not. */
  reportValidity(): boolean {
    this.validate();
    return this.internals.reportValidity();
  }

  /** Called by the browser. */
  formDisabledCallback(disabled: boolean): void {
    this.formDisabled = disabled;
  }

  /** Called by the browser when the form is reset. */
  abstract formResetCallback(): void;

  /** Called by the browser after Back or a reload, and when it fills the form in. */
  abstract formStateRestoreCallback(state: string | File | FormData | null): void;

  /** Brings the validity up to date. */
  protected abstract validate(): void;

  /** Sets or removes what CSS knows as `:state(name)`. */
  protected toggleState(name: string, on: boolean): void {
    // Not in every browser that the elements support.
    const states = this.internals.states as CustomStateSet | undefined;
    if (on) states?.add(name);
    else states?.delete(name);
  }

  /** Whether it cannot be used. */
  protected get unusable(): boolean {
    return this.disabled || this.formDisabled;
  }

  /** Fires what the browser's own fields fire, for everybody. */
  protected tell(type: 'input' | 'change'): void {
    this.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  }

  /** The accessible name; an element in a shadow root cannot be named by a label of the page itself. */
  protected nameOr(fallback: string): string {
    const labels = [...this.labels].map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim());
    return labels.filter(Boolean).join(' ') || this.accessibleLabel || this.caption || fallback;
  }
}
