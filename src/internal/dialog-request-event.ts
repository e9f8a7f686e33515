/** The dialogs that there are. */
export type DialogKind = 'api-key' | 'oauth-client';

/** Which dialog is wanted. */
export interface DialogRequest {
  readonly dialog: DialogKind;
  /** The connection to edit, or to authorize again; absent to add one. */
  readonly credentialId?: string | undefined;
}

/**
 * Fired on an element before it opens a dialog of its own, so that an element around it can show the dialog where
 * nothing can take it away: neither a popover that closes nor a row that moves. Neither bubbles nor leaves the shadow
 * root: it is between our own elements.
 */
export class DialogRequestEvent extends Event {
  static readonly eventName = 'datasource-dialog-request';

  constructor(readonly request: DialogRequest) {
    super(DialogRequestEvent.eventName, { cancelable: true });
  }
}
