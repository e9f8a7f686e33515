import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { errorWith } from '../bench/world/faults/actions.js';
import { allow, ended, NOTION, openButton, sees } from './support/flow.js';
import { toFront } from './support/front.js';
import { untilClosed } from './support/secret-scenarios.js';

const SAVING = { method: 'POST', path: /\/auth\/plugin\/datasource\/langgenius\/notion/ };
const FIELD = '.secret input';

async function openDialog(bench: Bench, form = false): Promise<Tab> {
  const tab = await bench.open('element', { account: 'anne', element: 'datasource-api-key-button', form });
  await tab.click('text=Add API Key');
  await sees(tab, 'Integration Secret');
  return tab;
}

/** What listens for the test is none of what the product leaves behind. */
const stopListening = (tab: Tab): Promise<void> =>
  tab.evaluate(() => (window as unknown as { listening: AbortController }).listening.abort());

fault('G2', 'a secret is in the body of one request, and in no address or header', {}, async (bench) => {
  const secret = bench.secret();
  const tab = await openDialog(bench);
  await tab.click(FIELD);
  await tab.type(secret);
  await tab.click('text=Save');
  await untilClosed(tab);
  const requests = bench.world.host.log.entries;
  const told = requests.filter((request) => JSON.stringify(request).includes(secret));
  assert.deepEqual(
    told.map(({ method, path, search }) => `${method} ${path}${search}`),
    [`POST /console/api/auth/plugin/datasource/${NOTION}`],
  );
  const [{ headers, body }] = told as [(typeof told)[0]];
  assert.ok(!JSON.stringify(headers).includes(secret));
  assert.equal((JSON.parse(body) as { credentials: object }).credentials && body.split(secret).length, 2);
});

fault(
  'G3',
  'neither an error nor an event tells a secret, though the server repeats it',
  {},
  async (bench) => {
    const secret = bench.secret();
    bench.world.faults.on(SAVING, errorWith(400, 'invalid_param', `Wrong: ${secret}`));
    const tab = await openDialog(bench);
    await tab.evaluate(() => {
      const told: string[] = [];
      const listening = new AbortController();
      Object.assign(window, { told, listening });
      addEventListener(
        'datasource-authorize-error',
        ({ detail }) => {
          const { error } = detail;
          told.push(JSON.stringify(detail), String(error), ...Object.values(error).map(String));
        },
        { signal: listening.signal },
      );
    });
    await tab.click(FIELD);
    await tab.type(secret);
    await tab.click('text=Save');
    await sees(tab, 'Wrong:');
    await tab.click('text=Cancel');
    const told = await tab.evaluate(() => (window as unknown as { told: string[] }).told);
    assert.ok(told.length > 1, 'the failure was told');
    assert.ok(!told.some((each) => each.includes(secret)), told.join('\n'));
    await stopListening(tab);
  },
);

fault('G4', 'a field for a secret is none that a program keeps, fills or learns from', {}, async (bench) => {
  const tab = await openDialog(bench);
  const attributes = await tab.evaluate(() => {
    const root = document.querySelector('datasource-api-key-button')?.shadowRoot;
    const field = root?.querySelector('api-key-dialog')?.shadowRoot?.querySelector('.secret input');
    return Object.fromEntries([...(field?.attributes ?? [])].map(({ name, value }) => [name, value]));
  });
  for (const [name, value] of Object.entries({
    type: 'password',
    autocomplete: 'new-password',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocorrect: 'off',
    writingsuggestions: 'false',
    'data-1p-ignore': '',
    'data-lpignore': 'true',
    'data-bwignore': '',
    'data-form-type': 'other',
  }))
    assert.equal(attributes[name], value, name);
  assert.ok(!('name' in attributes));
  assert.doesNotMatch(`${attributes['id']}`, /user|pass|login|mail/i);
  await tab.click(FIELD);
  await tab.type('typed');
  await tab.click('text=Show Integration Secret');
  const shown = await tab.evaluate(() => {
    const root = document.querySelector('datasource-api-key-button')?.shadowRoot;
    const inner = root?.querySelector('api-key-dialog')?.shadowRoot;
    const field = inner?.querySelector<HTMLInputElement>('.secret input');
    const paste = new Event('paste', { bubbles: true, cancelable: true, composed: true });
    return {
      value: field?.value,
      type: field?.type,
      pressed: inner?.querySelector('.secret button')?.getAttribute('aria-pressed'),
      pasted: field?.dispatchEvent(paste),
    };
  });
  assert.deepEqual(shown, { value: 'typed', type: 'text', pressed: 'true', pasted: true });
});

fault('G5', 'a form of the page neither submits nor serializes a secret', {}, async (bench) => {
  const secret = bench.secret();
  const tab = await openDialog(bench, true);
  await tab.evaluate(() => {
    Object.assign(window, { submits: 0 });
    document.querySelector('form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      (window as unknown as { submits: number }).submits += 1;
    });
  });
  const inForm = (): Promise<{ data: [string, string][]; fields: string[]; submits: number }> =>
    tab.evaluate(() => {
      const form = document.querySelector('form') ?? document.createElement('form');
      return {
        data: [...new FormData(form)].map(([name, value]) => [name, String(value)]),
        fields: [...form.elements].map(({ localName }) => localName),
        submits: (window as unknown as { submits: number }).submits,
      };
    });
  const before = await inForm();
  assert.deepEqual(before.data, [['title', 'A title']]);
  await tab.click(FIELD);
  await tab.type(secret);
  assert.deepEqual(await inForm(), before);
  await tab.press('Enter');
  await untilClosed(tab);
  assert.equal(bench.world.host.log.count(SAVING), 1, 'Enter saves');
  assert.deepEqual(await inForm(), before);
});

fault('G6', 'no event that reaches the page carries what is typed', {}, async (bench) => {
  const secret = bench.secret('qzxvkjwy');
  const tab = await openDialog(bench);
  await tab.evaluate(() => {
    const heard: string[] = [];
    const listening = new AbortController();
    Object.assign(window, { heard, listening });
    const types = Object.keys(window).filter((name) => name.startsWith('on'));
    const more = [
      'onbeforeinput',
      'oncompositionstart',
      'oncompositionupdate',
      'oncompositionend',
      'onpaste',
    ];
    for (const type of new Set([...types, ...more].map((name) => name.slice(2))))
      addEventListener(
        type,
        (event) => {
          const { key, data } = event as KeyboardEvent & InputEvent;
          heard.push([event.type, key ?? '', data ?? ''].join(' '));
        },
        { signal: listening.signal },
      );
  });
  const heard = (): Promise<string[]> =>
    tab.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0));
  await tab.click(FIELD);
  assert.ok((await heard()).length > 0, 'the page hears of the click');
  await tab.type(secret);
  await tab.press('Backspace');
  assert.deepEqual(
    (await heard()).filter((line) => /^(key|before|input|composition|paste|change)/.test(line)),
    [],
  );
  await tab.press('Enter');
  await untilClosed(tab);
  assert.deepEqual(
    (await heard()).filter((line) => / [qzxvkjwy] |qzxvk/.test(line)),
    [],
  );
  await stopListening(tab);
});

/** Everything that a page can be denied, as far as browsers know it. */
const NOTHING = [
  ...['accelerometer', 'autoplay', 'camera', 'clipboard-read', 'clipboard-write', 'cross-origin-isolated'],
  ...['display-capture', 'encrypted-media', 'fullscreen', 'gamepad', 'geolocation', 'gyroscope', 'hid'],
  ...[
    'identity-credentials-get',
    'idle-detection',
    'keyboard-map',
    'local-fonts',
    'magnetometer',
    'microphone',
  ],
  ...['midi', 'otp-credentials', 'payment', 'picture-in-picture', 'publickey-credentials-create', 'serial'],
  ...[
    'publickey-credentials-get',
    'screen-wake-lock',
    'storage-access',
    'sync-xhr',
    'unload',
    'usb',
    'web-share',
  ],
  ...[
    'window-management',
    'xr-spatial-tracking',
    'focus-without-user-activation',
    'popins',
    'browsing-topics',
  ],
]
  .map((feature) => `${feature}=()`)
  .join(', ');

fault('G7', 'a page that is denied every feature can connect, and copy by hand', {}, async (bench) => {
  // What browsers say of features that they do not know.
  bench.allow({ problems: [/Permissions-Policy|permissions policy/i] });
  const tab = await openButton(bench, { permissionsPolicy: NOTHING });
  await tab.click('text=OAuth Client Settings');
  await tab.click('text=Custom');
  await tab.click('text=Copy');
  await tab.waitFor(() => {
    const root = document.querySelector('datasource-oauth-button')?.shadowRoot;
    const text = root?.querySelector('oauth-client-dialog')?.shadowRoot?.textContent ?? '';
    // Not every engine knows the feature.
    return text.includes('Copying failed.') || text.includes('Copied');
  });
  await tab.click('text=Cancel');
  await toFront(tab);
  await tab.click('text=Add OAuth');
  const popup = await bench.popup();
  await popup.waitFor(() => document.querySelector('#sign-in'));
  await allow(popup);
  assert.equal((await ended(tab)).type, 'datasource-authorized');
});
