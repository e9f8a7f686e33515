import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Page, Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { allow, codeOf, ended, endsOf, NOTION, openButton, ready, sees } from './support/flow.js';
import { toFront } from './support/front.js';

/** A page of a person who is signed in, with the button in a frame of the same site. */
async function openFramed(bench: Bench, sandbox: string | undefined): Promise<[Tab, Page]> {
  const src = bench.world.url('element', { account: 'anne', element: 'datasource-oauth-button' });
  const tab = await bench.open('frame', { src, bundles: 0, ...(sandbox !== undefined && { sandbox }) });
  const frame = await tab.frame((url) => url.includes('/pages/element'));
  return [tab, frame];
}

/** What the tokens of a sandbox allow; what is right without a word is that it connects. */
const SANDBOXES: readonly [tokens: string | undefined, right: 'connects' | 'sandboxed' | 'nothing runs'][] = [
  [undefined, 'connects'],
  ['', 'nothing runs'],
  ['allow-same-origin', 'nothing runs'],
  ['allow-scripts', 'sandboxed'],
  ['allow-scripts allow-popups', 'sandboxed'],
  ['allow-scripts allow-popups allow-popups-to-escape-sandbox', 'sandboxed'],
  ['allow-scripts allow-same-origin allow-forms', 'sandboxed'],
  ['allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox', 'connects'],
];

for (const [tokens, right] of SANDBOXES) {
  const id = tokens?.includes('allow-popups') && !tokens.includes('allow-same-origin') ? 'A17' : 'A16';
  fault(
    id,
    `in a frame ${tokens === undefined ? 'without sandbox' : `with sandbox="${tokens}"`}: ${right}`,
    {},
    async (bench) => {
      const [tab, frame] = await openFramed(bench, tokens);
      if (right === 'nothing runs') {
        assert.equal((await bench.engine.tabs()).length, 2);
        return;
      }
      await frame.waitFor(() => (window as { ready?: boolean }).ready);
      if (tokens && !tokens.includes('allow-same-origin')) {
        // No session reaches such a frame, so nothing is listed there; a page's own code can still ask for a flow.
        const code = await frame.evaluate(async (provider) => {
          type Flow = { result: Promise<{ error?: { code: string } }> };
          type Store = { authorize(ref: object): Flow };
          const { elements } = window as unknown as { elements: { createDatasourceStore(): Store } };
          const [organization, plugin, name] = provider.split('/');
          const store = elements.createDatasourceStore();
          const { result } = store.authorize({ pluginId: `${organization}/${plugin}`, provider: name });
          return (await result).error?.code;
        }, NOTION);
        assert.equal(code, 'sandboxed');
        bench.allow({ problems: [/./] });
        return;
      }
      await ready(frame);
      await toFront(tab);
      await frame.click('text=Add OAuth');
      if (right === 'sandboxed') {
        assert.equal(codeOf(await ended(frame)), 'sandboxed');
        await sees(frame, 'Open it in a tab of its own, and connect there.');
      } else {
        const popup = await bench.popup();
        await popup.waitFor(() => document.querySelector('#sign-in'));
        await allow(popup);
        assert.equal((await ended(frame)).type, 'datasource-authorized');
      }
    },
  );
}

/** What browsers that are built into apps call themselves. */
const APPS = {
  Facebook:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83 [FBAN/FBIOS;FBAV/490.0.0.38.108]',
  Instagram:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83 Instagram 350.0.0.0.0',
  'an Android WebView':
    'Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP4A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36',
};

for (const [app, userAgent] of Object.entries(APPS)) {
  fault(
    'A16',
    `in ${app}, which opens no windows, the page itself goes to the provider`,
    {},
    async (bench) => {
      bench.world.preludes.set(
        'in-app',
        `Object.defineProperty(navigator, 'userAgent', { value: ${JSON.stringify(userAgent)} });
       window.open = () => null;`,
      );
      const tab = await openButton(bench, { preludes: ['in-app'] });
      await tab.click('text=Add OAuth');
      await tab.waitFor(() => document.querySelector('#sign-in'));
      await allow(tab);
      await sees(tab, 'Notion is connected.');
      assert.deepEqual(
        (await endsOf(tab)).map(({ type }) => type),
        ['datasource-authorized'],
      );
    },
  );
}

fault('A16', 'a page on the home screen of an iPhone goes to the provider itself', {}, async (bench) => {
  bench.world.preludes.set('standalone', "Object.defineProperty(navigator, 'standalone', { value: true });");
  const tab = await openButton(bench, { preludes: ['standalone'] });
  await tab.click('text=Add OAuth');
  await tab.waitFor(() => document.querySelector('#sign-in'));
  assert.equal((await bench.engine.tabs()).length, 2);
});
