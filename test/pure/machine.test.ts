import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DatasourceError } from '../../src/api/errors.js';
import type { FlowEvent } from '../../src/authorization/flow-state.js';
import {
  after,
  BLOCKED,
  CANCEL,
  CHANNEL,
  CLOSED,
  CONFIRM,
  credential,
  DEADLINE,
  FAILED,
  FOCUS,
  GRACE_OVER,
  KEY,
  MESSAGE,
  nameOf,
  NEW,
  OLD,
  OPENED,
  outdatedRead,
  OVERDUE,
  read,
  readFailed,
  REFUSED,
  REFUSED_BY_CHANNEL,
  REMOUNT,
  show,
  TAKEN_OVER,
  UNMOUNT,
  URL_KNOWN,
} from './support/flow-events.js';

type Row = [events: FlowEvent[], expected: string];

const SIGNED_OUT = new DatasourceError('session_expired', 'Sign in again.');
const SOMEBODY_ELSE = new DatasourceError('account_changed', 'Somebody else.');

const ADD: Row[] = [
  [[], 'opening'],
  [[URL_KNOWN], 'waiting → navigate'],
  // While the address is being fetched only an end matters.
  [[FOCUS], 'opening'],
  [[MESSAGE], 'opening'],
  [[REFUSED], 'opening'],
  [[CHANNEL], 'opening'],
  [[CONFIRM], 'opening'],
  [[OPENED], 'opening'],
  [[BLOCKED], 'opening'],
  [[GRACE_OVER], 'opening'],
  [[OVERDUE], 'opening'],
  [[read(NEW)], 'opening'],
  [[readFailed()], 'opening'],
  [[CLOSED], 'cancelled window_closed → close-window'],
  [[CANCEL], 'cancelled user → close-window'],
  [[TAKEN_OVER], 'cancelled taken_over → close-window'],
  [[FAILED], 'failed network → close-window'],
  [[DEADLINE], 'failed expired → close-window'],
  // Every sign is a reason to look.
  [[URL_KNOWN, FOCUS], 'waiting → read'],
  [[URL_KNOWN, MESSAGE], 'waiting callbackSeen → read'],
  [[URL_KNOWN, CLOSED], 'waiting windowClosed → read'],
  [[URL_KNOWN, CONFIRM], 'waiting userConfirmed → read'],
  [[URL_KNOWN, GRACE_OVER], 'waiting window_closed → read'],
  [[URL_KNOWN, DEADLINE], 'waiting expired → read'],
  [[URL_KNOWN, URL_KNOWN], 'waiting'],
  [[URL_KNOWN, CANCEL], 'cancelled user → close-window'],
  [[URL_KNOWN, TAKEN_OVER], 'cancelled taken_over → close-window'],
  [[URL_KNOWN, FAILED], 'failed network → close-window'],
  // Every tab hears the channel: it is about our window only if that is closed or cut off.
  [[URL_KNOWN, CHANNEL], 'waiting → read'],
  [[URL_KNOWN, REFUSED_BY_CHANNEL], 'waiting → read'],
  [[URL_KNOWN, REFUSED_BY_CHANNEL, read(OLD)], 'waiting'],
  [[URL_KNOWN, CLOSED, CHANNEL], 'waiting windowClosed callbackSeen → read'],
  [[URL_KNOWN, CLOSED, REFUSED_BY_CHANNEL], 'waiting windowClosed access_denied → read'],
  // Only a new connection by OAuth is a proof.
  [[URL_KNOWN, read()], 'waiting'],
  [[URL_KNOWN, read(OLD)], 'waiting'],
  [[URL_KNOWN, read(KEY)], 'waiting'],
  [[URL_KNOWN, read(OLD, NEW)], 'authorized new → close-window'],
  [[URL_KNOWN, read(NEW)], 'authorized new → close-window'],
  [[URL_KNOWN, read(NEW, KEY)], 'authorized new → close-window'],
  [[URL_KNOWN, read(OLD, credential('first'), credential('last'))], 'authorized last → close-window'],
  [[URL_KNOWN, read(credential('other', 'something-new'))], 'authorized other → close-window'],
  [[URL_KNOWN, MESSAGE, read(OLD)], 'waiting callbackSeen'],
  [[URL_KNOWN, MESSAGE, CLOSED, read(OLD, NEW)], 'authorized new → close-window'],
  [[URL_KNOWN, CONFIRM, read(OLD, NEW)], 'authorized new → close-window'],
  [[URL_KNOWN, GRACE_OVER, read(OLD, NEW)], 'authorized new → close-window'],
  [[URL_KNOWN, DEADLINE, read(OLD, NEW)], 'authorized new → close-window'],
  // The user's word is no proof of a new connection.
  [[URL_KNOWN, CONFIRM, read(OLD)], 'waiting notFoundYet'],
  // A read that failed does not say that there is none.
  [[URL_KNOWN, CONFIRM, readFailed()], 'waiting notChecked'],
  [[URL_KNOWN, CONFIRM, readFailed(), readFailed()], 'waiting notChecked'],
  [[URL_KNOWN, CONFIRM, readFailed(), read(OLD)], 'waiting notFoundYet'],
  [[URL_KNOWN, CONFIRM, readFailed(), read(OLD), readFailed()], 'waiting notFoundYet'],
  [[URL_KNOWN, CONFIRM, readFailed(), CONFIRM], 'waiting userConfirmed → read'],
  [[URL_KNOWN, CONFIRM, readFailed(), CONFIRM, read(OLD)], 'waiting notFoundYet'],
  [[URL_KNOWN, CONFIRM, readFailed(), OPENED], 'waiting → navigate'],
  [[URL_KNOWN, CONFIRM, read(OLD), FOCUS], 'waiting notFoundYet → read'],
  [[URL_KNOWN, CONFIRM, read(OLD), CONFIRM], 'waiting userConfirmed → read'],
  [[URL_KNOWN, CONFIRM, read(OLD), read(OLD)], 'waiting notFoundYet'],
  [[URL_KNOWN, CONFIRM, read(OLD), OPENED], 'waiting → navigate'],
  // A window that closes later makes that old news.
  [[URL_KNOWN, CONFIRM, read(OLD), CLOSED], 'waiting windowClosed → read'],
  [[URL_KNOWN, CONFIRM, readFailed(), CLOSED], 'waiting windowClosed → read'],
  [[URL_KNOWN, CONFIRM, CLOSED, read(OLD)], 'waiting windowClosed notFoundYet'],
  // A closed window ends nothing by itself.
  [[URL_KNOWN, CLOSED, read(OLD)], 'waiting windowClosed'],
  [[URL_KNOWN, CLOSED, OPENED], 'waiting → navigate'],
  [[URL_KNOWN, CLOSED, GRACE_OVER, read(OLD)], 'cancelled window_closed → close-window'],
  [[URL_KNOWN, CLOSED, GRACE_OVER, OPENED, read(OLD)], 'waiting'],
  // That no other window is had changes nothing but what the user is told, until they have one or say they are done.
  [[URL_KNOWN, CLOSED, BLOCKED], 'waiting windowClosed blocked'],
  [[URL_KNOWN, CLOSED, BLOCKED, OPENED], 'waiting → navigate'],
  [[URL_KNOWN, CLOSED, BLOCKED, CONFIRM], 'waiting windowClosed userConfirmed → read'],
  [[URL_KNOWN, CLOSED, BLOCKED, read(OLD)], 'waiting windowClosed blocked'],
  [[URL_KNOWN, CLOSED, BLOCKED, GRACE_OVER, read(OLD)], 'cancelled window_closed → close-window'],
  [[URL_KNOWN, CLOSED, BLOCKED, read(OLD, NEW)], 'authorized new → close-window'],
  [[URL_KNOWN, UNMOUNT, BLOCKED], 'waiting paused'],
  // The callback page says that it was refused: that counts, unless the list says otherwise.
  [[URL_KNOWN, REFUSED], 'waiting access_denied → read'],
  [[URL_KNOWN, REFUSED, read(OLD)], 'failed access_denied → close-window'],
  [[URL_KNOWN, REFUSED, read(OLD, NEW)], 'authorized new → close-window'],
  [[URL_KNOWN, REFUSED, readFailed()], 'waiting access_denied'],
  [[URL_KNOWN, REFUSED, OPENED, read(OLD)], 'waiting'],
  [[URL_KNOWN, REFUSED, GRACE_OVER, read(OLD)], 'failed access_denied → close-window'],
  [[URL_KNOWN, GRACE_OVER, REFUSED, read(OLD)], 'cancelled window_closed → close-window'],
  [[URL_KNOWN, DEADLINE, REFUSED, read(OLD)], 'failed expired → close-window'],
  // A read that failed decides nothing; the next one does.
  [[URL_KNOWN, readFailed()], 'waiting'],
  [[URL_KNOWN, CLOSED, GRACE_OVER, readFailed()], 'waiting windowClosed window_closed'],
  [[URL_KNOWN, CLOSED, GRACE_OVER, readFailed(), read(OLD)], 'cancelled window_closed → close-window'],
  [[URL_KNOWN, CLOSED, GRACE_OVER, readFailed(), read(NEW)], 'authorized new → close-window'],
  // But for one that no further read can mend.
  [[URL_KNOWN, readFailed(SIGNED_OUT)], 'failed session_expired → close-window'],
  [[URL_KNOWN, readFailed(SIGNED_OUT, true)], 'failed session_expired → close-window'],
  [[URL_KNOWN, readFailed(SOMEBODY_ELSE)], 'failed account_changed → close-window'],
  [[URL_KNOWN, readFailed(SOMEBODY_ELSE, true)], 'failed account_changed → close-window'],
  // One that began too early can only prove a success.
  [[URL_KNOWN, CLOSED, GRACE_OVER, outdatedRead(OLD)], 'waiting windowClosed window_closed'],
  [[URL_KNOWN, CLOSED, GRACE_OVER, outdatedRead(OLD, NEW)], 'authorized new → close-window'],
  [[URL_KNOWN, REFUSED, outdatedRead(OLD)], 'waiting access_denied'],
  [[URL_KNOWN, DEADLINE, outdatedRead(OLD)], 'waiting expired'],
  [[URL_KNOWN, DEADLINE, readFailed(undefined, true)], 'waiting expired'],
  [[URL_KNOWN, CONFIRM, outdatedRead(OLD)], 'waiting userConfirmed'],
  [[URL_KNOWN, CONFIRM, readFailed(undefined, true)], 'waiting userConfirmed'],
  // Time is up, whatever else happens then.
  [[URL_KNOWN, DEADLINE, read(OLD)], 'failed expired → close-window'],
  [[URL_KNOWN, DEADLINE, readFailed()], 'failed network → close-window'],
  [[URL_KNOWN, CLOSED, DEADLINE, GRACE_OVER, read(OLD)], 'failed expired → close-window'],
  [[URL_KNOWN, CLOSED, GRACE_OVER, DEADLINE, read(OLD)], 'failed expired → close-window'],
  [[URL_KNOWN, CLOSED, DEADLINE, OPENED, read(OLD)], 'failed expired → close-window'],
  [[URL_KNOWN, DEADLINE, CONFIRM, read(OLD)], 'failed expired → close-window'],
  [[URL_KNOWN, DEADLINE, OVERDUE], 'failed expired → close-window'],
  // It ended: nothing else counts.
  [[CANCEL, URL_KNOWN], 'cancelled user'],
  [[URL_KNOWN, CANCEL, FOCUS], 'cancelled user'],
  [[URL_KNOWN, CANCEL, CANCEL], 'cancelled user'],
  [[URL_KNOWN, read(NEW), TAKEN_OVER], 'authorized new'],
  [[URL_KNOWN, read(NEW), FAILED], 'authorized new'],
  [[URL_KNOWN, CANCEL, read(NEW)], 'cancelled user'],
  // Nobody shows it: only an end counts.
  [[UNMOUNT], 'opening paused'],
  [[UNMOUNT, REMOUNT], 'opening'],
  [[UNMOUNT, URL_KNOWN], 'waiting paused → navigate'],
  [[UNMOUNT, FAILED], 'failed network → close-window'],
  [[UNMOUNT, CANCEL], 'cancelled user → close-window'],
  [[URL_KNOWN, UNMOUNT], 'waiting paused'],
  [[URL_KNOWN, UNMOUNT, UNMOUNT], 'waiting paused'],
  [[URL_KNOWN, UNMOUNT, REMOUNT], 'waiting → read'],
  [[URL_KNOWN, REMOUNT], 'waiting'],
  [[REMOUNT], 'opening'],
  [[URL_KNOWN, UNMOUNT, read(NEW)], 'waiting paused'],
  [[URL_KNOWN, UNMOUNT, FOCUS], 'waiting paused'],
  [[URL_KNOWN, UNMOUNT, MESSAGE], 'waiting paused'],
  [[URL_KNOWN, UNMOUNT, CLOSED], 'waiting paused'],
  [[URL_KNOWN, UNMOUNT, DEADLINE], 'waiting paused'],
  [[URL_KNOWN, UNMOUNT, CANCEL], 'cancelled user → close-window'],
  [[URL_KNOWN, UNMOUNT, TAKEN_OVER], 'cancelled taken_over → close-window'],
  [[URL_KNOWN, CLOSED, UNMOUNT], 'waiting paused windowClosed'],
  [[URL_KNOWN, UNMOUNT, REMOUNT, read(OLD, NEW)], 'authorized new → close-window'],
];

const AGAIN: Row[] = [
  [[URL_KNOWN], 'waiting → navigate'],
  // The id is there before and after: that proves nothing.
  [[URL_KNOWN, read(OLD)], 'waiting'],
  [[URL_KNOWN, read(OLD, NEW)], 'waiting'],
  [[URL_KNOWN, FOCUS, read(OLD)], 'waiting'],
  [[URL_KNOWN, CLOSED, read(OLD)], 'waiting windowClosed'],
  [[URL_KNOWN, CHANNEL, read(OLD)], 'waiting'],
  [[URL_KNOWN, CLOSED, CHANNEL, read(OLD)], 'authorized old again → close-window'],
  // Of a success in a window that was cut off before another one was opened: not so a refusal there.
  [[URL_KNOWN, CLOSED, OPENED, CHANNEL, read(OLD)], 'authorized old again → close-window'],
  [[URL_KNOWN, CLOSED, OPENED, REFUSED_BY_CHANNEL, read(OLD)], 'waiting'],
  [[URL_KNOWN, OPENED, CHANNEL, read(OLD)], 'waiting'],
  [[URL_KNOWN, MESSAGE, read(OLD)], 'authorized old again → close-window'],
  [[URL_KNOWN, MESSAGE, outdatedRead(OLD)], 'authorized old again → close-window'],
  [[URL_KNOWN, CONFIRM, read(OLD)], 'authorized old again unconfirmed → close-window'],
  [[URL_KNOWN, CONFIRM, MESSAGE, read(OLD)], 'authorized old again → close-window'],
  [[URL_KNOWN, MESSAGE, readFailed(), read(OLD)], 'authorized old again → close-window'],
  // The word counts for the look that it asked for alone.
  [[URL_KNOWN, CONFIRM, readFailed()], 'waiting notChecked'],
  [[URL_KNOWN, CONFIRM, readFailed(), read(OLD)], 'waiting notFoundYet'],
  [[URL_KNOWN, CONFIRM, readFailed(), CONFIRM, read(OLD)], 'authorized old again unconfirmed → close-window'],
  [[MESSAGE, URL_KNOWN, read(OLD)], 'waiting'],
  [[CONFIRM, URL_KNOWN, read(OLD)], 'waiting'],
  // The callback page refutes the user, whose word came before it.
  [[URL_KNOWN, CONFIRM, REFUSED, read(OLD)], 'failed access_denied → close-window'],
  [[URL_KNOWN, REFUSED, read(OLD)], 'failed access_denied → close-window'],
  // Removed meanwhile: neither a sign nor a word brings it back.
  [[URL_KNOWN, MESSAGE, read(NEW)], 'waiting callbackSeen'],
  [[URL_KNOWN, CONFIRM, read(NEW)], 'waiting notFoundYet'],
  [[URL_KNOWN, CLOSED, GRACE_OVER, read(OLD)], 'cancelled window_closed → close-window'],
  [[URL_KNOWN, MESSAGE, CLOSED, GRACE_OVER, read(OLD)], 'authorized old again → close-window'],
  [[URL_KNOWN, DEADLINE, read(OLD)], 'failed expired → close-window'],
  [[URL_KNOWN, UNMOUNT, MESSAGE, REMOUNT, read(OLD)], 'waiting'],
];

describe('the state machine of an authorization: a new connection', () => {
  for (const [events, expected] of ADD)
    it(`${events.map(nameOf).join(' ') || '(start)'} ⇒ ${expected}`, () => {
      assert.equal(show(after(events)), expected);
    });
});

describe('the state machine of an authorization: a connection that is authorized again', () => {
  for (const [events, expected] of AGAIN)
    it(`${events.map(nameOf).join(' ')} ⇒ ${expected}`, () => {
      assert.equal(show(after(events, 'old')), expected);
    });
});

describe('the state machine of an authorization: how it ends', () => {
  it('says which connection was added', () => {
    assert.deepEqual(after([URL_KNOWN, read(OLD, NEW)]).state, {
      phase: 'settled',
      outcome: { status: 'authorized', credential: NEW, reauthorized: false, confirmed: true },
    });
  });

  const messageAfter = (...events: FlowEvent[]): string => {
    const { state } = after(events);
    assert.ok(state.phase === 'settled' && state.outcome.status === 'failed');
    return `${state.outcome.error.serverCode ?? '-'}: ${state.outcome.error.message}`;
  };

  it('says when it took too long', () => {
    assert.equal(
      messageAfter(URL_KNOWN, DEADLINE, read()),
      '-: The authorization was not finished within 5 minutes. Start it again.',
    );
  });

  it('says that the access was refused', () => {
    assert.equal(
      messageAfter(URL_KNOWN, REFUSED, read()),
      'access_denied: The access was refused on the page of the provider.',
    );
  });

  for (const [description, why] of [
    ['The client is not known.', 'The client is not known.'],
    [null, 'invalid_client'],
  ] as const)
    it(`says why the provider did not authorize: ${why} (C5)`, () => {
      const report: FlowEvent = { type: 'message', error: { code: 'invalid_client', description } };
      const { state } = after([URL_KNOWN, report, read()]);
      assert.ok(state.phase === 'settled' && state.outcome.status === 'failed');
      assert.equal(state.outcome.error.code, 'authorization_failed');
      assert.equal(
        messageAfter(URL_KNOWN, report, read()),
        `invalid_client: The provider did not authorize the connection: ${why}`,
      );
    });
});
