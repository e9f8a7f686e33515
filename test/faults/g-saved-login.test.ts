import assert from 'node:assert/strict';
import { Bench } from '../bench/bench.js';
import { startChromium } from '../bench/engines/chromium.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';

const SAVED = { username: 'anne@example.com', password: 'a password of the page' };

/** Adds a form to sign in to the page itself, which the browser fills. */
const addSignIn = (tab: Tab, id: string): Promise<void> =>
  tab.evaluate((name) => {
    const form = document.createElement('form');
    form.id = name;
    for (const [type, field, autocomplete] of [
      ['text', 'username', 'username'],
      ['password', 'password', 'current-password'],
    ] as const)
      form.append(Object.assign(document.createElement('input'), { type, name: field, autocomplete }));
    document.body.append(form);
  }, id);

const isFilled = (id: string): boolean =>
  [...document.querySelectorAll(`#${id} input`)].every((field) => field.matches(':autofill'));

/** The fields of the dialog in which something can be typed. */
const fieldsOf = (): { value: string; filled: boolean }[] =>
  [
    ...(document
      .querySelector('#element-1')
      ?.shadowRoot?.querySelectorAll<HTMLInputElement>('input:not([type=radio])') ?? []),
  ].map((field) => ({ value: field.value, filled: field.matches(':autofill') }));

for (const dialog of ['api-key-dialog', 'oauth-client-dialog'])
  fault(
    'G4',
    `a browser that keeps a login of the page puts it into its forms, and into no field of ${dialog}`,
    { engines: ['chromium'], timeout: 90_000 },
    async ({ world }) => {
      const origin = world.host.origin('localhost');
      const engine = await startChromium({ savedLogin: { origin, ...SAVED } });
      try {
        const bench = new Bench(engine, world);
        const tab = await bench.open('element', { account: 'anne', element: dialog });
        await addSignIn(tab, 'before');
        await tab.waitFor(isFilled, 'before');
        await tab.evaluate(() => document.querySelector('#element-1')?.setAttribute('open', ''));
        await tab.waitFor(() =>
          document.querySelector('#element-1')?.shadowRoot?.querySelector('.secret input'),
        );
        // A form that comes later than the dialog is looked at with it, or later.
        await addSignIn(tab, 'after');
        await tab.waitFor(isFilled, 'after');
        const fields = await tab.evaluate(fieldsOf);
        assert.ok(fields.length >= 2, `${fields.length} fields`);
        assert.ok(
          fields.every(({ value, filled }) => value === '' && !filled),
          JSON.stringify(fields),
        );
        await bench.assertQuiet();
      } finally {
        await engine.stop();
      }
    },
  );
