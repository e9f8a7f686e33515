import assert from 'node:assert/strict';
import type { Bench } from '../bench/bench.js';
import type { Tab } from '../bench/engines/engine.js';
import { fault } from '../bench/fault-test.js';
import { answerWith } from '../bench/world/faults/actions.js';
import {
  allow,
  begin,
  codeOf,
  ended,
  eventsOf,
  openButton,
  opensOf,
  sees,
  URL_REQUEST,
} from './support/flow.js';
import { toFront } from './support/front.js';

/** How soon after the page came to the front a press is not meant for it, in milliseconds; somewhat less. */
const TOO_SOON = 500;

interface Watching {
  /** When the page came to the front, and when it was pressed, in milliseconds. */
  cameAt: number;
  pressedAt: number;
}

/** Takes down when the page comes to the front, and when it is pressed. */
async function watch(tab: Tab): Promise<void> {
  await tab.evaluate(() => {
    const times: Watching = { cameAt: 0, pressedAt: 0 };
    Object.assign(window, { times });
    window.addEventListener('focus', ({ timeStamp }) => (times.cameAt = timeStamp));
    window.addEventListener('pointerdown', ({ timeStamp }) => (times.pressedAt = timeStamp), true);
  });
}

/** The second half of a double click hits the page, because what was in front of it is taken away in between. */
async function pressAtOnce(bench: Bench, tab: Tab): Promise<number> {
  const lure = await bench.engine.open(bench.world.evil.url('popup', { wait: 'true' }));
  await lure.click('#open');
  await lure.close();
  await tab.bringToFront();
  await tab.click('text=Add OAuth');
  const { cameAt, pressedAt } = await tab.evaluate(() => (window as unknown as { times: Watching }).times);
  return pressedAt - cameAt;
}

fault(
  'C9',
  'a press right after the page came to the front starts nothing, and the next one does',
  {},
  async (bench) => {
    bench.allow({ leftovers: [/listener window (focus|pointerdown)/] });
    const tab = await openButton(bench);
    await watch(tab);
    // A busy machine may be too slow for this.
    const soon = await pressAtOnce(bench, tab);
    assert.equal(soon > 0 && soon < TOO_SOON, true, `pressed after ${soon} ms`);
    await sees(tab, 'This page had only just come to the front. Press again to go on.');
    assert.deepEqual(await eventsOf(tab), []);
    assert.deepEqual(await opensOf(tab), []);
    assert.equal(bench.world.host.log.count(URL_REQUEST), 0);
    await toFront(tab);
    await allow(await begin(bench, tab));
    assert.equal((await ended(tab)).type, 'datasource-authorized');
  },
);

fault('C9', 'a key right after the page came to the front is meant for it', {}, async (bench) => {
  const tab = await openButton(bench);
  const lure = await bench.engine.open(bench.world.evil.url('popup', { wait: 'true' }));
  await lure.close();
  await tab.bringToFront();
  await tab.evaluate(() => document.querySelector<HTMLElement>('#element-1')?.focus());
  await tab.press('Enter');
  await allow(await bench.popup());
  assert.equal((await ended(tab)).type, 'datasource-authorized');
});

fault(
  'C9',
  'a click that a script makes opens no window, and asks the server for nothing',
  {},
  async (bench) => {
    const { world } = bench;
    const rule = world.faults.on(URL_REQUEST, answerWith({ status: 500 }));
    const tab = await openButton(bench);
    await tab.evaluate(() => {
      const button = document
        .querySelector('#element-1')
        ?.shadowRoot?.querySelector<HTMLButtonElement>('.main');
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
        button?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true }));
    });
    assert.equal(codeOf(await ended(tab)), 'popup_blocked');
    assert.equal(rule.hits, 0);
  },
);
