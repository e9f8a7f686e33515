import assert from 'node:assert/strict';
import type { DatasourceStore } from '../../src/index.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { HOSTILE_PROVIDER_ERRORS } from '../support/hostile/errors.js';
import { codeOf, ended, openButton, sees, summary } from './support/flow.js';
import { addPrelude } from './support/prelude.js';

/** What each script does when it runs. */
const RUN = '(self.opener||parent).__pwned()';

/** The codes of RFC 6749 section 4.1.2.1 and of others, and what is no code; each with a description. */
const ERRORS: readonly (readonly [error: string, description: string])[] = [
  ...HOSTILE_PROVIDER_ERRORS,
  ['access_denied', ''],
  ['access_denied', 'The user said no.'],
  ['unauthorized_client', 'The client is not allowed to do this.'],
  ['unsupported_response_type', 'x'],
  ['invalid_scope', 'read\nwrite\r\n\tall'],
  ['server_error', `<iframe srcdoc="<script>${RUN}</script>"></iframe>`],
  ['server_error', `<svg/onload=${RUN}>`],
  ['server_error', `"><img src=x onerror=${RUN}>`],
  ['server_error', `{{${RUN}}}\${${RUN}}`],
  ['server_error', `<!--?lit$1$--><b>x</b>`],
  ['server_error', '&lt;img src=x&gt;&#60;b&#62;'],
  ['server_error', '\u202e\u2066\u2069\u200b\ufeff reverse'],
  ['server_error', '\ud800 alone'],
  ['server_error', 'e\u0301'.repeat(1_000)],
  ['server_error', '\u0000\u0007\u001b[31mred\u007f\u0085'],
  ['server_error', 'word '.repeat(400)],
  ['login_required', 'javascript:alert(1)'],
  ['interaction_required', 'https://evil.example/'],
  ['W'.repeat(2_000), 'W'.repeat(2_000)],
  ['constructor', '__proto__'],
  ['toString', 'valueOf'],
  ['null', 'undefined'],
  ['0', 'false'],
  ['oauth_callback', '{"type":"oauth_callback"}'],
  ['ACCESS_DENIED', 'Other letters'],
  [' access_denied ', 'Spaces'],
  ['✗', '✗'],
];

/** The provider's words where a report carries them: too long for an address. */
const LONG = [['server_error', 'W'.repeat(1_000_000)]] as const;

/** So many flows are run at a time: a browser is asked for one answer for 30 s at most. */
const CHUNK = 10;

interface Shown {
  tags: string[];
  text: string;
  address: string;
  report: { success?: boolean; error?: string; errorDescription?: string };
}

fault('C5', `${ERRORS.length} errors in the address of the callback page`, {}, async (bench) => {
  bench.world.callback.headers['content-security-policy'] = "script-src 'self'";
  const tab = await bench.open('blank', { bundles: 0 });
  const shown = await tab.evaluate(async (errors) => {
    const channel = new BroadcastChannel('datasource-elements:oauth-callback');
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const seen: Shown[] = [];
    for (const [error = '', error_description = ''] of errors) {
      const heard = new Promise<Shown['report']>((resolve) => {
        channel.onmessage = ({ data }) => resolve(data as Shown['report']);
      });
      const query = new URLSearchParams({ n: String(seen.length), error, error_description });
      frame.src = `/oauth-callback?${query.toString()}`;
      const report = await heard;
      const body = frame.contentDocument?.body;
      const tags = [...(body?.querySelectorAll('*') ?? [])].map(({ localName }) => localName);
      const address = frame.contentWindow?.location.pathname + String(frame.contentWindow?.location.search);
      seen.push({ tags, text: body?.textContent.trim() ?? '', address, report });
    }
    channel.close();
    return seen;
  }, ERRORS);
  for (const [index, { tags, text, address, report }] of shown.entries()) {
    const [error] = ERRORS[index] ?? [''];
    const name = JSON.stringify(error.slice(0, 100));
    assert.deepEqual(tags, ['p', 'button'], name);
    assert.equal(address, '/oauth-callback', name);
    assert.match(text, error ? /^The connection was not authorized/ : /^You are connected/, name);
    assert.equal(report.success, error ? false : undefined, name);
    assert.equal((report.error?.length ?? 0) <= 100, true, name);
    assert.equal((report.errorDescription?.length ?? 0) <= 300, true, name);
  }
});

interface Failure {
  code: string;
  length: number;
  foreign: string[];
  misleading: boolean;
}

/** Lets flows end by the reports of their windows, and gives what came of it and what the element shows. */
function failuresBy(tab: Tab, errors: readonly (readonly [string, string])[]): Promise<Failure[]> {
  return tab.evaluate(async (all) => {
    const store = document.querySelector('datasource-context')?.currentStore as DatasourceStore;
    const ref = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
    const root = document.querySelector('#element-1')?.shadowRoot as ShadowRoot;
    const wait = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 5));
    const seen: Failure[] = [];
    for (const [error, errorDescription] of all) {
      const flow = store.authorize(ref);
      const frame = (): Window | null | undefined => document.querySelector('iframe')?.contentWindow;
      while (flow.state.phase !== 'waiting' || frame()?.location.pathname !== '/submitted') await wait();
      const { Function: FrameFunction } = frame() as Window & typeof globalThis;
      const post = new FrameFunction('report', 'parent.postMessage(report, location.origin)') as (
        report: unknown,
      ) => void;
      post({ type: 'oauth_callback', success: false, error, errorDescription });
      const outcome = await flow.result;
      while (!root.querySelector('.notice.error .text')) await wait();
      const text = root.querySelector('.flow-status')?.textContent ?? '';
      const tags = [...root.querySelectorAll('.flow-status *')].map(({ localName }) => localName);
      seen.push({
        code: outcome.status === 'failed' ? outcome.error.code : outcome.status,
        length: text.replace(/\s+/g, ' ').length,
        foreign: tags.filter((tag) => !['div', 'button', 'svg', 'path', 'p', 'span'].includes(tag)),
        // eslint-disable-next-line no-control-regex -- control characters are among what is looked for
        misleading: /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text),
      });
    }
    return seen;
  }, errors);
}

fault('C5', `${ERRORS.length + LONG.length} errors in reports of the window`, {}, async (bench) => {
  const { world } = bench;
  bench.allow({ surplusOutcomes: true });
  await addPrelude(world, 'frame-windows');
  world.idp.settings.authorizationUrl = `${world.host.origin()}/submitted`;
  const tab = await openButton(bench, { preludes: ['frame-windows'] });
  const errors = [...ERRORS, ...LONG];
  const failures: Failure[] = [];
  while (failures.length < errors.length)
    failures.push(...(await failuresBy(tab, errors.slice(failures.length, failures.length + CHUNK))));
  for (const [index, { code, length, foreign, misleading }] of failures.entries()) {
    const [error] = errors[index] ?? [''];
    const name = JSON.stringify(errors[index]?.map((text) => text.slice(0, 60)));
    assert.equal(code, error === 'access_denied' ? 'access_denied' : 'authorization_failed', name);
    assert.equal(length < 500, true, `${length} characters: ${name}`);
    assert.deepEqual(foreign, [], name);
    assert.equal(misleading, false, `characters that mislead: ${name}`);
  }
});

fault('C5', 'the user reads the words of the provider, as text', {}, async (bench) => {
  const { idp, host } = bench.world;
  const query = new URLSearchParams({ error: 'server_error', error_description: '<b>Out</b> of order' });
  idp.settings.authorizationUrl = `${host.origin()}/oauth-callback?${query.toString()}`;
  const tab = await openButton(bench);
  await tab.click('text=Add OAuth');
  assert.equal(codeOf(await ended(tab)), 'authorization_failed');
  await sees(tab, 'The provider did not authorize the connection: <b>Out</b> of order');
});

fault('C5', 'the user refuses, and is told so', {}, async (bench) => {
  const { idp, host } = bench.world;
  idp.settings.authorizationUrl = `${host.origin()}/oauth-callback?error=access_denied`;
  const tab = await openButton(bench);
  await tab.click('text=Add OAuth');
  assert.equal(codeOf(await ended(tab)), 'access_denied');
  await sees(tab, 'The access was refused on the page of the provider.');
});

fault('C5', 'the provider’s refusal ends on a bare error of the server', {}, async (bench) => {
  bench.world.idp.settings.skip = ['login', 'consent'];
  bench.world.idp.settings.decision = 'deny';
  const tab = await openButton(bench);
  await tab.click('text=Add OAuth');
  const popup = await bench.popup((url) => url.includes('/datasource/callback'));
  await popup.waitFor(() => document.body.innerText.includes('access_denied'));
  await popup.close();
  await tab.click('text=Cancel');
  assert.equal(summary(await ended(tab)), 'datasource-authorize-cancel user');
});
