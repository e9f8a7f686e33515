import { expect, waitUntil } from '@open-wc/testing';
import { CALLBACK_CHANNEL } from '../../src/authorization/callback-report.js';
import { saveRedirect, type RedirectRecord } from '../../src/authorization/redirect-record.js';
import { HOSTILE_PROVIDER_ERRORS } from '../support/hostile/errors.js';
import { HOSTILE_AUTHORIZATION_URLS, HOSTILE_RETURN_TARGETS } from '../support/hostile/urls.js';
import type { CallbackSettings } from './fixtures/callback.js';

const page = (name: string, origin = location.origin): string =>
  origin + new URL(`./fixtures/${name}`, import.meta.url).pathname;
const OTHER_ORIGIN = location.origin.replace('localhost', '127.0.0.1');
const DONE = 'the page has done its work';
const SECRETS = 'code=sk-code&state=sk-state&id_token=sk-token&session_state=sk-session';

describe('reportAuthorization', () => {
  let frames: HTMLIFrameElement[];
  let windows: Window[];
  /** What other pages of this origin hear. */
  let heard: { channel: unknown[]; storage: string[]; messages: MessageEvent<unknown>[] };
  let channel: BroadcastChannel;
  let ended: AbortController;

  beforeEach(async () => {
    frames = [];
    windows = [];
    heard = { channel: [], storage: [], messages: [] };
    ended = new AbortController();
    const { signal } = ended;
    channel = new BroadcastChannel(CALLBACK_CHANNEL);
    channel.onmessage = ({ data }) => heard.channel.push(data);
    window.addEventListener(
      'storage',
      ({ key, newValue }) => key === CALLBACK_CHANNEL && newValue && heard.storage.push(newValue),
      { signal },
    );
    window.addEventListener('message', (event) => isReport(event.data) && heard.messages.push(event), {
      signal,
    });
    // What the test before has sent may still be on its way.
    const other = new BroadcastChannel(CALLBACK_CHANNEL);
    other.postMessage('begin');
    // No document hears of what it stores itself.
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frame.contentWindow!.localStorage.setItem(CALLBACK_CHANNEL, 'begin');
    await waitUntil(
      () => heard.channel.includes('begin') && heard.storage.includes('begin'),
      'nothing is on its way',
    );
    other.close();
    frame.remove();
    localStorage.clear();
    heard.channel.length = 0;
    heard.storage.length = 0;
  });
  afterEach(() => {
    ended.abort();
    channel.close();
    for (const frame of frames) frame.remove();
    for (const handle of windows) handle.close();
    sessionStorage.clear();
    localStorage.clear();
  });

  const isReport = (data: unknown): boolean => (data as { type?: unknown } | null)?.type === 'oauth_callback';
  const address = (
    search: string,
    settings: CallbackSettings,
    name = 'callback.html',
    origin?: string,
  ): string =>
    `${page(name, origin)}${search && `?${search}`}#${encodeURIComponent(JSON.stringify(settings))}`;

  /** Shows the page in a frame, where there is no opener, and waits until it has done its work. */
  async function inFrame(search = '', settings: CallbackSettings = {}, name?: string): Promise<Window> {
    const frame = document.createElement('iframe');
    frame.src = address(search, settings, name);
    frames.push(frame);
    document.body.append(frame);
    await waitUntil(() => frame.contentWindow!.callback, 'the page has done its work');
    return frame.contentWindow!;
  }

  /** Opens it as an authorization window is opened, and waits until it has done its work. */
  async function inWindow(search: string, settings: CallbackSettings, origin?: string): Promise<Window> {
    const { signal } = ended;
    const sources = new Set<unknown>();
    window.addEventListener('message', ({ data, source }) => data === DONE && sources.add(source), {
      signal,
    });
    const target = address(search, settings, undefined, origin);
    const handle = window.open(target, `callback-${Math.random()}`, 'popup')!;
    windows.push(handle);
    await waitUntil(() => sources.has(handle) || handle.closed, 'the page has done its work');
    return handle;
  }

  const isTold = (): Promise<void> =>
    waitUntil(() => heard.channel.length && heard.storage.length, 'the other pages are told');

  describe('its address (C6)', () => {
    it('is cleared of everything, and nothing is added to the history', async () => {
      const before = history.length;
      const { location: shown } = await inFrame(`${SECRETS}&error=access_denied`);
      expect(shown.href).to.equal(page('callback.html'));
      expect(history.length).to.equal(before);
    });

    it('is cleared also under a path that looks like a host', async () => {
      const { location: shown, callback } = await inFrame(SECRETS, { path: '//evil.example/oauth-callback' });
      expect(callback).to.include({ result: 'reported' }).and.not.have.property('thrown');
      expect(shown.href).to.equal(`${location.origin}//evil.example/oauth-callback`);
    });
  });

  describe('tells other pages of this origin (A6)', () => {
    it('of a success: by the channel and by the storage, of which nothing stays', async () => {
      const { callback } = await inFrame(SECRETS);
      expect(callback).to.include({ result: 'reported' });
      await isTold();
      expect(heard.channel).to.deep.equal([{ type: 'oauth_callback' }]);
      expect(heard.storage.map((text) => JSON.parse(text) as unknown)).to.deep.equal(heard.channel);
      expect(localStorage.getItem(CALLBACK_CHANNEL)).to.equal(null);
    });

    it('for which flow the window was opened, if it was opened for one; its opener is told nothing more', async () => {
      sessionStorage.setItem('datasource-elements:authorization-window', `${Date.now()} a1`);
      await inWindow(SECRETS, { stay: true });
      await isTold();
      await waitUntil(() => heard.messages.length, 'the message arrives');
      expect(heard.channel).to.deep.equal([{ type: 'oauth_callback', flow: 'a1' }]);
      expect(heard.storage.map((text) => JSON.parse(text) as unknown)).to.deep.equal(heard.channel);
      expect(heard.messages[0]!.data).to.deep.equal({ type: 'oauth_callback' });
    });

    it('why it failed, and nothing else of its address (B3, C5)', async () => {
      await inFrame(`${SECRETS}&error=access_denied&error_description=No.&error_uri=sk-uri`);
      await isTold();
      expect(heard.channel).to.deep.equal([
        { type: 'oauth_callback', success: false, error: 'access_denied', errorDescription: 'No.' },
      ]);
      expect(heard.storage.join()).not.to.contain('sk-');
    });

    for (const without of [
      ['BroadcastChannel'],
      ['localStorage'],
      ['BroadcastChannel', 'localStorage', 'sessionStorage', 'opener'],
    ] as const)
      it(`as well as it can without ${without.join(', ')} (E4, B4)`, async () => {
        const shown = await inFrame('', { without });
        expect(shown.callback).to.include({ result: 'reported' }).and.not.have.property('thrown');
        expect(shown.document.body.innerText).to.contain('You are connected.');
        if (without.length > 1) return;
        await waitUntil(() => heard.channel.length + heard.storage.length, 'the other way is taken');
      });
  });

  describe('tells the page that opened it', () => {
    it('of this origin, once, and asks to be closed', async () => {
      const handle = await inWindow(SECRETS, { stay: true });
      await waitUntil(() => heard.messages.length, 'the message arrives');
      await isTold();
      const [event] = heard.messages;
      expect(heard.messages.length).to.equal(1);
      expect(event!.data).to.deep.equal({ type: 'oauth_callback' });
      expect(event!.origin).to.equal(location.origin);
      expect(event!.source === handle, 'it comes from that window').to.be.true;
      expect(handle.callback).to.include({ asked: 1 });
    });

    for (const [what, search] of [
      ['a refusal', 'error=access_denied&error_description=No.&code=sk-code'],
      ['a success', SECRETS],
    ] as const)
      it(`of ${what} once more when it is loaded again, without its address`, async () => {
        const shown = await inFrame(search, { stay: true });
        const text = shown.document.body.innerText;
        await isTold();
        const [first] = heard.channel;
        expect(JSON.stringify(shown.history.state)).not.to.contain('sk-');
        delete shown.callback;
        shown.location.reload();
        await waitUntil(() => frames[0]!.contentWindow!.callback, 'the page has done its work again');
        expect(frames[0]!.contentDocument!.body.innerText).to.equal(text);
        await waitUntil(() => heard.channel.length > 1, 'the other pages are told again');
        expect(heard.channel[1]).to.deep.equal(first);
      });

    it('and closes', async () => {
      const handle = await inWindow('', {});
      await waitUntil(() => handle.closed, 'it is closed');
      await waitUntil(() => heard.messages.length, 'the message arrives all the same');
    });

    it('of another origin only if it is named, exactly (B1, B3)', async () => {
      const openerOrigins = [location.origin];
      await inWindow('', { stay: true, options: { openerOrigins } }, OTHER_ORIGIN);
      await waitUntil(() => heard.messages.length, 'the message arrives');
      expect(heard.messages[0]!.origin).to.equal(OTHER_ORIGIN);
    });

    for (const openerOrigins of [
      [],
      ['*'],
      ['null'],
      [''],
      ['/'],
      [OTHER_ORIGIN],
      ['https://evil.example'],
      [location.origin.replace(/\d+$/, '1')],
      [location.origin.replace('http:', 'https:')],
      ['localhost', '//localhost', 'http://*', 'javascript:1'],
    ])
      it(`of another origin nothing when ${JSON.stringify(openerOrigins)} are named (B3)`, async () => {
        await inWindow(SECRETS, { stay: true, options: { openerOrigins } }, OTHER_ORIGIN);
        expect(heard.messages.length).to.equal(0);
      });
  });

  describe('is never blank', () => {
    const textOf = ({ document: shown }: Window): string => shown.body.innerText;

    for (const [search, text] of [
      ['', 'You are connected. You can close this window.'],
      ['error=access_denied', 'The connection was not authorized. You can close this window and try again.'],
    ] as const)
      it(`says so: ${text}`, async () => {
        const shown = await inFrame(search);
        expect(shown.document.querySelector('[role=status]')!.textContent).to.equal(text);
        expect(shown.document.title).to.equal(text);
        expect(shown.document.querySelector('button')!.textContent).to.equal('Close window');
      });

    it('also when it is called in the head, where there is no body yet, and others are told then', async () => {
      const shown = await inFrame('', { early: true });
      expect(shown.callback).to.include({ result: 'reported' }).and.not.have.property('thrown');
      await isTold();
      await waitUntil(() => textOf(shown).includes('You are connected.'), 'it is shown');
    });

    it('its button closes the window', async () => {
      const shown = await inFrame('', { stay: true });
      shown.document.querySelector('button')!.click();
      expect(shown.callback).to.include({ asked: 2 });
    });

    it('says it in the host’s words', async () => {
      const labels = { done: 'Verbunden.', failed: 'Nicht verbunden.', close: 'Schließen' };
      expect(textOf(await inFrame('', { options: { labels } }))).to.match(/^Verbunden\.\s+Schließen$/);
      expect(textOf(await inFrame('error=x', { options: { labels } }))).to.match(/^Nicht verbunden\./);
    });

    it('leaves what the host shows as it is', async () => {
      const shown = await inFrame('', {}, 'own-words.html');
      expect(textOf(shown).trim()).to.equal('Thank you.');
      expect(shown.document.title).to.equal('The host’s own page');
    });

    it('also where the page holds scripts and styles, but nothing to see', async () => {
      const shown = await inFrame('', {}, 'inline-script.html');
      expect(textOf(shown)).to.contain('You are connected.');
      expect(shown.document.title).to.equal('Connecting');
    });

    for (const [error, description] of HOSTILE_PROVIDER_ERRORS)
      it(`shows and runs nothing of ${JSON.stringify([error, description]).slice(0, 60)} (C5)`, async () => {
        const shown = await inFrame(String(new URLSearchParams({ error, error_description: description })));
        expect(shown.document.querySelectorAll('body > :not(script)').length).to.equal(2);
        expect(textOf(shown)).to.match(/^(You are connected|The connection was not authorized)/);
        expect(shown).not.to.have.property('__pwned');
        expect(window).not.to.have.property('__pwned');
      });
  });

  describe('when the whole page had gone to the provider', () => {
    const record = (more: Partial<RedirectRecord> = {}): RedirectRecord => ({
      server: 'https://console.example/console/api',
      owner: 'a1',
      ref: { pluginId: 'acme/plugin', provider: 'source' },
      before: ['old'],
      account: null,
      startedAt: Date.now(),
      returnTo: `${page('app.html')}?tab=2#/sources`,
      ...more,
    });
    const stored = (): RedirectRecord =>
      JSON.parse(sessionStorage.getItem('datasource-elements:redirect')!) as RedirectRecord;

    it('sends the user back to where they were, with what the provider said', async () => {
      saveRedirect(record());
      const frame = document.createElement('iframe');
      frame.src = address(`${SECRETS}&error=access_denied`, {});
      frames.push(frame);
      document.body.append(frame);
      await waitUntil(() => frame.contentWindow!.location.href === record().returnTo, 'the user is back');
      expect(stored()).to.deep.include({
        ...record({ startedAt: stored().startedAt }),
        report: { type: 'oauth_callback', success: false, error: 'access_denied' },
      });
      expect(sessionStorage.getItem('datasource-elements:redirect')).not.to.contain('sk-');
      expect(heard).to.deep.equal({ channel: [], storage: [], messages: [] });
    });

    const hostile = [...HOSTILE_RETURN_TARGETS, ...HOSTILE_AUTHORIZATION_URLS.slice(0, 60)].filter(
      (text) => !text.includes('\0'),
    );
    it(`sends the user to none of ${hostile.length} other addresses (C4)`, async function () {
      this.timeout(60_000);
      expect(hostile.length).to.be.at.least(60);
      for (const returnTo of hostile) {
        saveRedirect(record({ returnTo }));
        const shown = await inFrame();
        expect(shown.callback!.result, returnTo).to.equal('reported');
        expect(shown.location.href).to.equal(page('callback.html'));
        frames.pop()!.remove();
      }
      expect(window).not.to.have.property('__pwned');
    });

    it('does not go round in circles when that was this very page', async () => {
      saveRedirect(record({ returnTo: page('callback.html') }));
      const frame = document.createElement('iframe');
      let loads = 0;
      frame.onload = () => loads++;
      frame.src = address('', {});
      frames.push(frame);
      document.body.append(frame);
      await waitUntil(() => frame.contentWindow!.callback?.result === 'reported' || loads > 5, 'it stays', {
        timeout: 5_000,
      });
      expect(loads).to.be.at.most(2);
    });

    it('takes no notice of one that is too old, or none at all', async () => {
      saveRedirect(record({ startedAt: Date.now() - 3_600_000 }));
      expect((await inFrame()).callback).to.include({ result: 'reported' });
      sessionStorage.setItem('datasource-elements:redirect', '{');
      expect((await inFrame()).callback).to.include({ result: 'reported' });
    });
  });
});
