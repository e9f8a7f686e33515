import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { AuthorizationWindow } from '../../src/authorization/authorization-window.js';
import { CALLBACK_CHANNEL } from '../../src/authorization/callback-report.js';
import type { FlowEvent } from '../../src/authorization/flow-state.js';
import { listenForSignals } from '../../src/authorization/signals.js';
import { HOSTILE_MESSAGES, UNCLONEABLE_MESSAGES } from '../support/hostile/messages.js';
import { Clock, pretendVisibility } from './support/clock.js';

const TRUSTED = 'https://console.example';

/** A window whose messages are this page's own. */
class FakeWindow implements AuthorizationWindow {
  closed = false;
  constructor(readonly handle: MessageEventSource = window) {}
  navigate(): void {}
  focus(): void {}
  close(): void {}
  isSource(source: MessageEventSource | null): boolean {
    return source === this.handle;
  }
}

describe('listenForSignals', () => {
  let clock: Clock;
  let controller: AbortController;
  let calls: string[];
  let events: FlowEvent[];
  let popup: FakeWindow;
  const frames: HTMLIFrameElement[] = [];

  beforeEach(() => {
    clock = new Clock();
    clock.install();
    controller = new AbortController();
    calls = [];
    events = [];
    popup = new FakeWindow();
    listenForSignals(
      {
        origins: new Set([TRUSTED, 'http://localhost:5001']),
        flow: 'a1',
        window: () => popup,
        send: (event) => {
          calls.push(event.type);
          events.push(event);
        },
      },
      controller.signal,
    );
  });

  afterEach(() => {
    controller.abort();
    clock.uninstall();
    for (const frame of frames.splice(0)) frame.remove();
  });

  const say = (data: unknown, origin = TRUSTED, source: MessageEventSource | null = window): boolean =>
    window.dispatchEvent(new MessageEvent('message', { data, origin, source }));

  const store = (newValue: string | null, key = CALLBACK_CHANNEL): boolean =>
    window.dispatchEvent(new StorageEvent('storage', { key, newValue }));

  /** Resolves once the message has reached every listener of the channel. */
  async function broadcast(message: unknown): Promise<void> {
    const heard = new BroadcastChannel(CALLBACK_CHANNEL);
    const sender = new BroadcastChannel(CALLBACK_CHANNEL);
    const arrived = new Promise((resolve) => (heard.onmessage = resolve));
    sender.postMessage(message);
    await arrived;
    heard.close();
    sender.close();
    await clock.pass(300);
  }

  describe('a message', () => {
    it('of the callback page counts', () => {
      say({ type: 'oauth_callback' });
      say({ type: 'oauth_callback', success: true, subscriptionId: 'x' });
      say({ type: 'oauth_callback' }, 'http://localhost:5001');
      expect(calls).to.deep.equal(['message', 'message', 'message']);
    });

    for (const origin of [
      'https://console.example.evil.example',
      'https://evil-console.example',
      'https://console.example:444',
      'https://console.example/',
      'http://console.example',
      'https://CONSOLE.example',
      'https://sub.console.example',
      'http://localhost:5002',
      'http://localhost',
      'https://localhost:5001',
      'null',
      '',
      location.origin,
    ])
      it(`from the origin ${JSON.stringify(origin)} does not (B1)`, () => {
        say({ type: 'oauth_callback' }, origin);
        expect(calls).to.be.empty;
      });

    it('from another window does not, nor from none (B2)', () => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      frames.push(frame);
      say({ type: 'oauth_callback' }, TRUSTED, frame.contentWindow);
      say({ type: 'oauth_callback' }, TRUSTED, null);
      say({ type: 'oauth_callback' }, TRUSTED, new MessageChannel().port1);
      expect(calls).to.be.empty;
    });

    it('from a window that was replaced by another one does not', () => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      frames.push(frame);
      popup = new FakeWindow(frame.contentWindow!);
      say({ type: 'oauth_callback' });
      expect(calls).to.be.empty;
      say({ type: 'oauth_callback' }, TRUSTED, frame.contentWindow);
      expect(calls).to.deep.equal(['message']);
    });

    for (const data of [
      null,
      undefined,
      '',
      'oauth_callback',
      7,
      true,
      [],
      ['oauth_callback'],
      {},
      { type: 'oauth' },
      { type: 'OAUTH_CALLBACK' },
      { type: ['oauth_callback'] },
      { type: { toString: () => 'oauth_callback' } },
      { data: { type: 'oauth_callback' } },
      new Map([['type', 'oauth_callback']]),
      'x'.repeat(1_000_000),
    ])
      it(`of another shape does not: ${JSON.stringify(data)?.slice(0, 60)} (B9)`, () => {
        say(data);
        expect(calls).to.be.empty;
      });

    it('says why it failed, if it did', () => {
      say({ type: 'oauth_callback', success: false, error: 'server_error', errorDescription: 'Down.' });
      say({ type: 'oauth_callback' });
      expect(events).to.deep.equal([
        { type: 'message', error: { code: 'server_error', description: 'Down.' } },
        { type: 'message', error: null },
      ]);
    });

    it(`of ${HOSTILE_MESSAGES.length + UNCLONEABLE_MESSAGES.length} hostile shapes throws nothing, from nowhere or from our window (B9)`, () => {
      const failures: unknown[] = [];
      const onError = (event: ErrorEvent): unknown => failures.push(event.error);
      window.addEventListener('error', onError);
      for (const { make } of [...HOSTILE_MESSAGES, ...UNCLONEABLE_MESSAGES]) {
        const data = make();
        say(data, 'https://evil.example');
        say(data, TRUSTED, null);
        expect(calls).to.have.length(0);
        say(data);
        calls.length = 0;
      }
      window.removeEventListener('error', onError);
      expect(failures).to.be.empty;
      expect(window).not.to.have.property('__pwned');
      expect(Object.keys(Object.prototype)).to.be.empty;
    });

    it('goes on being heard when a page has changed what options of a listener are (F6)', () => {
      controller.abort();
      Object.assign(Object.prototype, { once: true });
      try {
        controller = new AbortController();
        const send = ({ type }: FlowEvent): unknown => calls.push(type);
        listenForSignals(
          { origins: new Set([TRUSTED]), flow: 'a1', window: () => popup, send },
          controller.signal,
        );
      } finally {
        Reflect.deleteProperty(Object.prototype, 'once');
      }
      say({ type: 'x' });
      say({ type: 'oauth_callback' });
      expect(calls).to.deep.equal(['message']);
    });

    it('of any other shape does nothing and throws nothing (B9)', () => {
      const failures: unknown[] = [];
      const onError = (event: ErrorEvent): unknown => failures.push(event.error);
      window.addEventListener('error', onError);
      fc.assert(
        fc.property(fc.anything(), (data) => {
          say(data);
        }),
        { numRuns: 300 },
      );
      window.removeEventListener('error', onError);
      expect(failures).to.be.empty;
      expect(calls).to.be.empty;
    });
  });

  describe('the channel', () => {
    it('comes after the word that our window is closed or cut off', async () => {
      popup.closed = true;
      await broadcast({ type: 'oauth_callback' });
      expect(calls).to.deep.equal(['closed', 'channel']);
    });

    it('comes after that also when our window closes itself right after the report', async () => {
      const heard = broadcast({ type: 'oauth_callback' });
      popup.closed = true;
      await heard;
      expect(calls).to.deep.equal(['closed', 'channel']);
    });

    it('comes after that also when nobody has looked at our window since it closed', async () => {
      await clock.pass(100);
      store('{"type":"oauth_callback"}');
      await clock.pass(250);
      popup.closed = true;
      await clock.pass(50);
      expect(calls).to.deep.equal(['closed', 'channel']);
    });

    it('comes alone while our window is open', async () => {
      await broadcast({ type: 'oauth_callback' });
      expect(calls).to.deep.equal(['channel']);
    });

    it('and the storage say the same, also why it failed', async () => {
      await broadcast({ type: 'oauth_callback', error: 'access_denied' });
      store(
        JSON.stringify({ type: 'oauth_callback', success: false, errorDescription: '\ud800'.repeat(300) }),
      );
      await clock.pass(300);
      expect(events).to.deep.equal([
        { type: 'channel', error: { code: 'access_denied', description: null } },
        { type: 'channel', error: { code: 'unknown_error', description: '\ud800'.repeat(300) } },
      ]);
    });

    for (const value of [
      null,
      '',
      '{',
      'null',
      '7',
      '"oauth_callback"',
      '{"type":"x"}',
      'x'.repeat(1_000_000),
    ])
      it(`ignores the stored value ${String(value).slice(0, 20)}`, async () => {
        store(value);
        store('{"type":"oauth_callback"}', 'another key');
        await clock.pass(300);
        expect(calls).to.be.empty;
      });

    it('leaves no timer when it is aborted before it is judged', async () => {
      for (let i = 0; i < 10; i++) store('{"type":"oauth_callback"}');
      controller.abort();
      expect(clock.pending).to.equal(0);
      await clock.pass(300);
      expect(calls).to.be.empty;
    });

    it('ignores what is said of another flow, that of another server for instance', async () => {
      popup.closed = true;
      await broadcast({ type: 'oauth_callback', flow: 'b2' });
      await broadcast({ type: 'oauth_callback', flow: ['a1'] });
      store('{"type":"oauth_callback","error":"access_denied","flow":"b2"}');
      await clock.pass(300);
      expect(calls).to.deep.equal(['closed']);
      await broadcast({ type: 'oauth_callback', flow: 'a1' });
      expect(calls).to.deep.equal(['closed', 'channel']);
    });

    it('of our own flow gets no further by saying so than any other', async () => {
      await broadcast({ type: 'oauth_callback', flow: 'a1' });
      expect(events).to.deep.equal([{ type: 'channel', error: null }]);
    });

    it('ignores every other message', async () => {
      popup.closed = true;
      for (const message of [null, 'oauth_callback', { type: 'x' }, [1]]) await broadcast(message);
      expect(calls.filter((call) => call !== 'closed')).to.be.empty;
    });
  });

  describe('signs of life', () => {
    for (const type of ['focus', 'pageshow', 'online'])
      it(`${type} is a hint`, () => {
        window.dispatchEvent(new Event(type));
        expect(calls).to.deep.equal(['focus']);
      });

    it('the page that becomes visible is a hint, one that becomes hidden is none (B6)', () => {
      pretendVisibility('hidden');
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      expect(calls).to.be.empty;
      const showAgain = pretendVisibility('visible');
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      showAgain();
      expect(calls).to.deep.equal(['focus']);
    });

    it('other events are none', () => {
      for (const type of ['blur', 'offline', 'resize', 'storage', 'popstate', 'hashchange'])
        window.dispatchEvent(new Event(type));
      expect(calls).to.be.empty;
    });
  });

  describe('the window', () => {
    it('that closes is reported once', async () => {
      await clock.pass(3_000);
      expect(calls).to.be.empty;
      popup.closed = true;
      await clock.pass(3_000);
      expect(calls).to.deep.equal(['closed']);
    });

    it('is reported again when it is another one', async () => {
      popup.closed = true;
      await clock.pass(300);
      popup = new FakeWindow();
      await clock.pass(3_000);
      expect(calls).to.deep.equal(['closed']);
      popup.closed = true;
      await clock.pass(3_000);
      expect(calls).to.deep.equal(['closed', 'closed']);
    });
  });

  it('nothing is heard and no timer runs once it is aborted', async () => {
    controller.abort();
    expect(clock.pending).to.equal(0);
    popup.closed = true;
    say({ type: 'oauth_callback' });
    for (const type of ['focus', 'pageshow', 'online']) window.dispatchEvent(new Event(type));
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    await broadcast({ type: 'oauth_callback' });
    await clock.pass(10_000);
    expect(calls).to.be.empty;
  });
});
