// Written by `npm run manifest` from the doc comments of the elements. Do not edit.
import type { ApiKeyDialogElement } from '../elements/api-key-dialog/api-key-dialog.js';
import type { DatasourceApiKeyButtonElement } from '../elements/datasource-api-key-button/datasource-api-key-button.js';
import type { DatasourceCardElement } from '../elements/datasource-card/datasource-card.js';
import type { DatasourceConnectButtonElement } from '../elements/datasource-connect-button/datasource-connect-button.js';
import type { DatasourceContextElement } from '../elements/datasource-context/datasource-context.js';
import type { DatasourceCredentialElement } from '../elements/datasource-credential/datasource-credential.js';
import type { DatasourceCredentialSelectElement } from '../elements/datasource-credential-select/datasource-credential-select.js';
import type { DatasourceListElement } from '../elements/datasource-list/datasource-list.js';
import type { DatasourceOAuthButtonElement } from '../elements/datasource-oauth-button/datasource-oauth-button.js';
import type { OAuthClientDialogElement } from '../elements/oauth-client-dialog/oauth-client-dialog.js';
import type {
  DatasourceAuthorizeCancelEvent,
  DatasourceAuthorizeErrorEvent,
  DatasourceAuthorizeStartEvent,
  DatasourceAuthorizedEvent,
  DatasourceCredentialChangeEvent,
  DatasourceSessionExpiredEvent,
} from '../events/events.js';

/** The attributes of `DatasourceElement`, each with its property. */
export interface DatasourceElementAttributes {
  /** Which list it is about: `default` is the server's legacy default list, else the whole list. */
  source: 'source';
  /** Shows everything and offers no change. */
  readonly: 'readOnly';
  /** What is offered: some of `connect`, `manage` and `reauthorize`, with spaces between. Default: all of them. */
  allow: 'allow';
}

/** The attributes of `DialogElement`, each with its property. */
export interface DialogElementAttributes {
  /** Whether the dialog is shown. */
  open: 'open';
}

/** The attributes of `FormSourceElement`, each with its property. */
export interface FormSourceElementAttributes {
  /** Under which name the form submits it. */
  name: 'name';
  /** Whether a connection must be chosen before the form can be submitted. */
  required: 'required';
  /** Whether it cannot be used and is not submitted. */
  disabled: 'disabled';
  /** A label above the field. A `<label>` of the page names it as well. */
  label: 'caption';
  /** Its accessible name, where no label is to be seen. */
  'aria-label': 'accessibleLabel';
}

/** The attributes of `SourceElement`, each with its property. */
export interface SourceElementAttributes {
  /** `organization/plugin`; may be left out when `provider` holds the full id. */
  'plugin-id': 'pluginId';
  /** The data source's name; or the full id `organization/plugin/name`; or `x` for `langgenius/x/x`. */
  provider: 'provider';
}

/** The attributes of `ApiKeyDialogElement`, each with its property. */
export interface ApiKeyDialogElementAttributes
  extends DialogElementAttributes, SourceElementAttributes, DatasourceElementAttributes {
  /** The connection to change; absent to add one. */
  'credential-id': 'credentialId';
}

/** The events of `ApiKeyDialogElement`. */
export interface ApiKeyDialogElementEvents {
  /** Before the key is saved; cancelable. */
  'datasource-authorize-start': DatasourceAuthorizeStartEvent;
  /** The connection was added. */
  'datasource-authorized': DatasourceAuthorizedEvent;
  /** The connection was added or changed. */
  'datasource-credential-change': DatasourceCredentialChangeEvent;
  /** The server refused. */
  'datasource-authorize-error': DatasourceAuthorizeErrorEvent;
  /** The dialog was closed during the saving. */
  'datasource-authorize-cancel': DatasourceAuthorizeCancelEvent;
  /** The dialog was closed; does not bubble. */
  close: Event;
}

/** The attributes of `DatasourceApiKeyButtonElement`, each with its property. */
export interface DatasourceApiKeyButtonElementAttributes
  extends SourceElementAttributes, DatasourceElementAttributes {
  /** Whether the button can be used. */
  disabled: 'disabled';
}

/** The events of `DatasourceApiKeyButtonElement`. */
export interface DatasourceApiKeyButtonElementEvents {
  /** Before the key is saved; cancelable. */
  'datasource-authorize-start': DatasourceAuthorizeStartEvent;
  /** The connection was added. */
  'datasource-authorized': DatasourceAuthorizedEvent;
  /** The connection was added. */
  'datasource-credential-change': DatasourceCredentialChangeEvent;
  /** The server refused. */
  'datasource-authorize-error': DatasourceAuthorizeErrorEvent;
  /** The dialog was closed during the saving. */
  'datasource-authorize-cancel': DatasourceAuthorizeCancelEvent;
}

/** The attributes of `DatasourceCardElement`, each with its property. */
export interface DatasourceCardElementAttributes
  extends SourceElementAttributes, DatasourceElementAttributes {}

/** The events of `DatasourceCardElement`. */
export interface DatasourceCardElementEvents {
  /** Before a flow or a save begins; cancelable. */
  'datasource-authorize-start': DatasourceAuthorizeStartEvent;
  /** A connection was added or authorized again. */
  'datasource-authorized': DatasourceAuthorizedEvent;
  /** A connection was added or changed. */
  'datasource-credential-change': DatasourceCredentialChangeEvent;
  /** It failed. */
  'datasource-authorize-error': DatasourceAuthorizeErrorEvent;
  /** The user gave it up. */
  'datasource-authorize-cancel': DatasourceAuthorizeCancelEvent;
}

/** The attributes of `DatasourceConnectButtonElement`, each with its property. */
export interface DatasourceConnectButtonElementAttributes
  extends SourceElementAttributes, DatasourceElementAttributes {
  /** The connection that it is about, in place of the default one. */
  'credential-id': 'credentialId';
  /** Always offers to add a connection, also when there are some. */
  add: 'add';
  /** Whether the button cannot be used. */
  disabled: 'disabled';
  /** Leaves out what is shown during and after a flow, for a host that shows it itself. */
  'without-status': 'withoutStatus';
}

/** The events of `DatasourceConnectButtonElement`. */
export interface DatasourceConnectButtonElementEvents {
  /** Before a flow or a save begins; cancelable. */
  'datasource-authorize-start': DatasourceAuthorizeStartEvent;
  /** A connection was added or authorized again. */
  'datasource-authorized': DatasourceAuthorizedEvent;
  /** A connection was added or changed. */
  'datasource-credential-change': DatasourceCredentialChangeEvent;
  /** It failed. */
  'datasource-authorize-error': DatasourceAuthorizeErrorEvent;
  /** The user gave it up. */
  'datasource-authorize-cancel': DatasourceAuthorizeCancelEvent;
}

/** The attributes of `DatasourceContextElement`, each with its property. */
export interface DatasourceContextElementAttributes {
  /** Where the console API is. */
  'base-url': 'baseUrl';
  /** How users are sent to the provider: in a window (`popup`), with the whole page (`redirect`), or in a window where the browser is not known to open none (`auto`). */
  flow: 'flow';
  /** Who may use connections that are added by OAuth: `only_me` or `all_team_members`. Default: the server decides. */
  visibility: 'visibility';
  /** Milliseconds for which a removal can be undone before it is sent. Default 6000; 0 sends it at once. */
  'undo-time': 'undoTime';
}

/** The events of `DatasourceContextElement`. */
export interface DatasourceContextElementEvents {
  /** The server says 401 and a refresh did not help. */
  'datasource-session-expired': DatasourceSessionExpiredEvent;
}

/** The attributes of `DatasourceCredentialElement`, each with its property. */
export interface DatasourceCredentialElementAttributes
  extends SourceElementAttributes, DatasourceElementAttributes {
  /** The connection's id. */
  'credential-id': 'credentialId';
  /** Leaves out what is shown during and after a flow, for a host that shows it itself. */
  'without-status': 'withoutStatus';
}

/** The events of `DatasourceCredentialElement`. */
export interface DatasourceCredentialElementEvents {
  /** The server confirmed a change. */
  'datasource-credential-change': DatasourceCredentialChangeEvent;
  /** Before the user authorizes again, or a new key is saved; cancelable. */
  'datasource-authorize-start': DatasourceAuthorizeStartEvent;
  /** The connection was authorized again. */
  'datasource-authorized': DatasourceAuthorizedEvent;
  /** Authorizing again, or saving a new key, failed. */
  'datasource-authorize-error': DatasourceAuthorizeErrorEvent;
  /** The user gave it up. */
  'datasource-authorize-cancel': DatasourceAuthorizeCancelEvent;
}

/** The attributes of `DatasourceCredentialSelectElement`, each with its property. */
export interface DatasourceCredentialSelectElementAttributes
  extends FormSourceElementAttributes, SourceElementAttributes, DatasourceElementAttributes {
  /** The id of the connection that is chosen at first and after a reset, in place of the default one. */
  value: 'defaultValue';
  /** Starts empty, in place of with the default connection. */
  'without-default': 'withoutDefault';
}

/** The events of `DatasourceCredentialSelectElement`. */
export interface DatasourceCredentialSelectElementEvents {
  /** The user chose another connection, or added one. */
  input: Event;
  /** The same, after `input`. */
  change: Event;
  /** Before a flow or a save begins; cancelable. */
  'datasource-authorize-start': DatasourceAuthorizeStartEvent;
  /** A connection was added or authorized again. */
  'datasource-authorized': DatasourceAuthorizedEvent;
  /** A connection was added or changed. */
  'datasource-credential-change': DatasourceCredentialChangeEvent;
  /** It failed. */
  'datasource-authorize-error': DatasourceAuthorizeErrorEvent;
  /** The user gave it up. */
  'datasource-authorize-cancel': DatasourceAuthorizeCancelEvent;
}

/** The attributes of `DatasourceListElement`, each with its property. */
export interface DatasourceListElementAttributes extends DatasourceElementAttributes {
  /** What is searched for: words that must all be found in a data source's name, author, label or description. Typing changes it; the field's native `input` event tells a page. */
  query: 'query';
  /** Which data sources are shown: `connected` those with a connection, `not-connected` those without, else all. */
  filter: 'filter';
  /** Leaves the toolbar away, for a page that sets `query` and `filter` by controls of its own. */
  'without-toolbar': 'withoutToolbar';
}

/** The events of `DatasourceListElement`. */
export interface DatasourceListElementEvents {
  /** Before a flow or a save begins; cancelable. */
  'datasource-authorize-start': DatasourceAuthorizeStartEvent;
  /** A connection was added or authorized again. */
  'datasource-authorized': DatasourceAuthorizedEvent;
  /** A connection was added or changed. */
  'datasource-credential-change': DatasourceCredentialChangeEvent;
  /** It failed. */
  'datasource-authorize-error': DatasourceAuthorizeErrorEvent;
  /** The user gave it up. */
  'datasource-authorize-cancel': DatasourceAuthorizeCancelEvent;
}

/** The attributes of `DatasourceOAuthButtonElement`, each with its property. */
export interface DatasourceOAuthButtonElementAttributes
  extends SourceElementAttributes, DatasourceElementAttributes {
  /** A connection to authorize again, in place of adding one. */
  'credential-id': 'credentialId';
  /** Whether the button can be used. */
  disabled: 'disabled';
  /** Leaves out what is shown during and after a flow, for a host that shows it itself. */
  'without-status': 'withoutStatus';
}

/** The events of `DatasourceOAuthButtonElement`. */
export interface DatasourceOAuthButtonElementEvents {
  /** Before the flow begins; cancelable. */
  'datasource-authorize-start': DatasourceAuthorizeStartEvent;
  /** The authorization completed. */
  'datasource-authorized': DatasourceAuthorizedEvent;
  /** A connection was added or authorized again. */
  'datasource-credential-change': DatasourceCredentialChangeEvent;
  /** It failed. */
  'datasource-authorize-error': DatasourceAuthorizeErrorEvent;
  /** The user gave it up. */
  'datasource-authorize-cancel': DatasourceAuthorizeCancelEvent;
}

/** The attributes of `OAuthClientDialogElement`, each with its property. */
export interface OAuthClientDialogElementAttributes
  extends DialogElementAttributes, SourceElementAttributes, DatasourceElementAttributes {
  /** The connection that "Save and Authorize" authorizes again; absent to add one. */
  'credential-id': 'credentialId';
}

/** The events of `OAuthClientDialogElement`. */
export interface OAuthClientDialogElementEvents {
  /** "Save and Authorize" was pressed; cancelable. */
  'datasource-authorize-start': DatasourceAuthorizeStartEvent;
  /** The authorization completed. */
  'datasource-authorized': DatasourceAuthorizedEvent;
  /** A connection was added. */
  'datasource-credential-change': DatasourceCredentialChangeEvent;
  /** Saving or authorizing failed. */
  'datasource-authorize-error': DatasourceAuthorizeErrorEvent;
  /** The user gave the authorization up. */
  'datasource-authorize-cancel': DatasourceAuthorizeCancelEvent;
  /** The dialog was closed; does not bubble. */
  close: Event;
}

/** Each tag with its class, and with what can be set on it and heard from it. */
export interface DatasourceElements {
  'api-key-dialog': {
    element: ApiKeyDialogElement;
    attributes: ApiKeyDialogElementAttributes;
    properties: 'credentialId' | 'open' | 'pluginId' | 'provider' | 'source' | 'readOnly' | 'allow';
    events: ApiKeyDialogElementEvents;
  };
  'datasource-api-key-button': {
    element: DatasourceApiKeyButtonElement;
    attributes: DatasourceApiKeyButtonElementAttributes;
    properties: 'disabled' | 'pluginId' | 'provider' | 'source' | 'readOnly' | 'allow';
    events: DatasourceApiKeyButtonElementEvents;
  };
  'datasource-card': {
    element: DatasourceCardElement;
    attributes: DatasourceCardElementAttributes;
    properties: 'pluginId' | 'provider' | 'source' | 'readOnly' | 'allow';
    events: DatasourceCardElementEvents;
  };
  'datasource-connect-button': {
    element: DatasourceConnectButtonElement;
    attributes: DatasourceConnectButtonElementAttributes;
    properties:
      | 'credentialId'
      | 'add'
      | 'disabled'
      | 'withoutStatus'
      | 'pluginId'
      | 'provider'
      | 'source'
      | 'readOnly'
      | 'allow';
    events: DatasourceConnectButtonElementEvents;
  };
  'datasource-context': {
    element: DatasourceContextElement;
    attributes: DatasourceContextElementAttributes;
    properties:
      | 'baseUrl'
      | 'flow'
      | 'visibility'
      | 'undoTime'
      | 'store'
      | 'queryClient'
      | 'getAccessToken'
      | 'getCsrfToken'
      | 'fetch'
      | 'getAccountId'
      | 'callbackOrigins'
      | 'labels';
    events: DatasourceContextElementEvents;
  };
  'datasource-credential': {
    element: DatasourceCredentialElement;
    attributes: DatasourceCredentialElementAttributes;
    properties: 'credentialId' | 'withoutStatus' | 'pluginId' | 'provider' | 'source' | 'readOnly' | 'allow';
    events: DatasourceCredentialElementEvents;
  };
  'datasource-credential-select': {
    element: DatasourceCredentialSelectElement;
    attributes: DatasourceCredentialSelectElementAttributes;
    properties:
      | 'defaultValue'
      | 'withoutDefault'
      | 'value'
      | 'name'
      | 'required'
      | 'disabled'
      | 'caption'
      | 'accessibleLabel'
      | 'pluginId'
      | 'provider'
      | 'source'
      | 'readOnly'
      | 'allow';
    events: DatasourceCredentialSelectElementEvents;
  };
  'datasource-list': {
    element: DatasourceListElement;
    attributes: DatasourceListElementAttributes;
    properties: 'query' | 'filter' | 'withoutToolbar' | 'source' | 'readOnly' | 'allow';
    events: DatasourceListElementEvents;
  };
  'datasource-oauth-button': {
    element: DatasourceOAuthButtonElement;
    attributes: DatasourceOAuthButtonElementAttributes;
    properties:
      | 'credentialId'
      | 'disabled'
      | 'withoutStatus'
      | 'pluginId'
      | 'provider'
      | 'source'
      | 'readOnly'
      | 'allow';
    events: DatasourceOAuthButtonElementEvents;
  };
  'oauth-client-dialog': {
    element: OAuthClientDialogElement;
    attributes: OAuthClientDialogElementAttributes;
    properties: 'credentialId' | 'open' | 'pluginId' | 'provider' | 'source' | 'readOnly' | 'allow';
    events: OAuthClientDialogElementEvents;
  };
}
