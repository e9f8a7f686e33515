import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { AuthorizationWindow } from '../../src/authorization/authorization-window.js';
import { CALLBACK_CHANNEL, listenForSignals } from '../../src/authorization/signals.js';
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
  let popup: FakeWindow | null;
  const frames: HTMLIFrameElement[] = [];

  beforeEach(() => {
    clock = new Clock();
    clock.install();
    controller = new AbortController();
    calls = [];
    popup = new FakeWindow();
    listenForSignals(
      {
        origins: new Set([TRUSTED, 'http://localhost:5001']),
        window: () => popup,
        onHint: () => calls.push('hint'),
        onCallback: () => calls.push('callback'),
        onWindowClosed: () => calls.push('closed'),
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
      expect(calls).to.deep.equal(['callback', 'callback', 'callback']);
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
      expect(calls).to.deep.equal(['callback']);
    });

    it('does not without a window', () => {
      popup = null;
      say({ type: 'oauth_callback' });
      expect(calls).to.be.empty;
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
    it('proves a callback when our window is closed or cut off', async () => {
      popup!.closed = true;
      await broadcast({ type: 'oauth_callback' });
      expect(calls).to.include('callback');
    });

    it('proves a callback when our window closes itself right after it', async () => {
      const heard = broadcast({ type: 'oauth_callback' });
      popup!.closed = true;
      await heard;
      expect(calls).to.include('callback');
    });

    it('is only a hint while our window is open: the callback is that of another tab', async () => {
      await broadcast({ type: 'oauth_callback' });
      expect(calls).to.deep.equal(['hint']);
    });

    it('ignores every other message', async () => {
      popup!.closed = true;
      for (const message of [null, 'oauth_callback', { type: 'x' }, [1]]) await broadcast(message);
      expect(calls.filter((call) => call !== 'closed')).to.be.empty;
    });
  });

  describe('signs of life', () => {
    for (const type of ['focus', 'pageshow', 'online'])
      it(`${type} is a hint`, () => {
        window.dispatchEvent(new Event(type));
        expect(calls).to.deep.equal(['hint']);
      });

    it('the page that becomes visible is a hint, one that becomes hidden is none (B6)', () => {
      pretendVisibility('hidden');
      document.dispatchEvent(new Event('visibilitychange'));
      expect(calls).to.be.empty;
      const showAgain = pretendVisibility('visible');
      document.dispatchEvent(new Event('visibilitychange'));
      showAgain();
      expect(calls).to.deep.equal(['hint']);
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
      popup!.closed = true;
      await clock.pass(3_000);
      expect(calls).to.deep.equal(['closed']);
    });

    it('is reported again when it is another one', async () => {
      popup!.closed = true;
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
    popup!.closed = true;
    say({ type: 'oauth_callback' });
    for (const type of ['focus', 'pageshow', 'online']) window.dispatchEvent(new Event(type));
    document.dispatchEvent(new Event('visibilitychange'));
    await broadcast({ type: 'oauth_callback' });
    await clock.pass(10_000);
    expect(calls).to.be.empty;
  });
});
