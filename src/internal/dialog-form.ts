import type { CSSResult, LitElement, TemplateResult } from 'lit';
import type { DatasourceAuth } from '../api/types.js';
import type { Labels } from '../locales/en.js';
import type { DatasourceAction } from '../store/refusals.js';
import type { DatasourceStore } from '../store/store.js';
import type { SourceState } from './source-element.js';

/** What stands in a dialog: the parts of it that differ. */
export interface DialogParts {
  readonly subtitle?: string | undefined;
  readonly body: unknown;
  /** The message of what went wrong, shown above the buttons. */
  readonly error: string | null;
  /** What the user is told besides. */
  readonly warning?: unknown;
  /** A button that stands apart, before "Cancel". */
  readonly aside?: unknown;
  /** The buttons after "Cancel". */
  readonly actions: unknown;
  readonly note?: unknown;
}

/** The element of a dialog, as far as its form has to do with it. */
export interface FormElement extends LitElement {
  readonly open: boolean;
  close(): void;
}

/** What a form needs of the dialog in which it stands. */
export interface FormHost {
  readonly element: FormElement;
  readonly text: (key: keyof Labels, values?: Record<string, string | number>) => string;
  readonly store: () => DatasourceStore | undefined;
  readonly state: () => SourceState;
  /** The connection that it is about, if it is about one. */
  readonly credentialId: () => string | undefined;
  readonly label: (source: DatasourceAuth) => string;
  readonly offers: (action: DatasourceAction) => boolean;
  readonly refusal: (action: DatasourceAction, credentialId?: string) => string | null;
}

/** The form in a dialog, which is loaded when it is first needed. */
export interface DialogForm {
  /** Whether the user typed or chose anything. */
  readonly dirty: boolean;
  /** Called when the dialog is opened, before it is rendered. */
  opened?(): void;
  render(): DialogParts;
  /** What stands beside the dialog, not in it. */
  renderBeside?(): TemplateResult | symbol;
  /** Called on Enter and by the main button. */
  submit(): void;
  /** Called when the dialog is closed, perhaps while it is at work: gives that up and forgets what went wrong. */
  abort(): void;
  /** Wipes what was typed. */
  clear(): void;
}

/** What is loaded: how a form is made, and how it looks. */
export interface FormClass<H extends FormHost> {
  new (host: H): DialogForm;
  readonly styles: readonly CSSResult[];
}
