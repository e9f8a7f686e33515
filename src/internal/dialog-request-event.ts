/**
 * Fired on a button before it opens a dialog of its own, so that an element around it can show the dialog where no
 * popover can take it away. Neither bubbles nor leaves the shadow root: it is between our own elements.
 */
export class DialogRequestEvent extends Event {
  static readonly eventName = 'datasource-dialog-request';

  constructor(readonly dialog: 'api-key' | 'oauth-client') {
    super(DialogRequestEvent.eventName, { cancelable: true });
  }
}
