import assert from 'node:assert/strict';
import { after } from 'node:test';
import { eachEngine } from './support/each-engine.js';
import { serveSite } from './support/site.js';

interface Garbage extends Window {
  made: WeakRef<Element>[];
  kept: Element[];
}

const site = await serveSite({});
after(() => site.stop());

eachEngine('what a page let go of is collected, and what it keeps is not', async (engine) => {
  const tab = await engine.open(site.url('/'));
  await tab.evaluate(() => {
    const made = Array.from({ length: 1_000 }, () => document.createElement('div'));
    Object.assign(window, { made: made.map((each) => new WeakRef(each)), kept: made.slice(0, 10) });
  });
  let alive = 0;
  for (let times = 0; times < 20 && alive !== 10; times += 1) {
    await tab.collectGarbage();
    alive = await tab.evaluate(
      () => (window as unknown as Garbage).made.filter((each) => each.deref()).length,
    );
  }
  assert.equal(alive, 10);
});
