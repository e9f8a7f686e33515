import { Bench } from '../../bench/bench.js';
import type { Tab } from '../../bench/engines/engine.js';
import { startFirefox } from '../../bench/engines/firefox.js';

/**
 * Without them Firefox itself keeps elements that were taken away, as a plain page shows as well:
 * - every `<form>` of which a text field had the focus, and with it whatever listens to something inside of it. Its filling
 *   in of addresses lists them (`#formHandlerByRootId` in `FormStateManager.sys.mjs`) until the page is left;
 * - many a modal `<dialog>` that fades in at this moment. What refers to it is none of the page's objects.
 */
const PREFERENCES = {
  'extensions.formautofill.addresses.enabled': false,
  'extensions.formautofill.creditCards.enabled': false,
  'ui.prefersReducedMotion': 1,
};

/** Runs a test in a browser that keeps no elements by itself: in Firefox one with other settings, else that of the bench. */
export async function withoutOwnLeaks(bench: Bench, run: (bench: Bench) => Promise<void>): Promise<void> {
  if (bench.engine.name !== 'firefox') return run(bench);
  const engine = await startFirefox(PREFERENCES);
  try {
    const own = new Bench(engine, bench.world);
    await run(own);
    await own.assertQuiet();
    bench.counted(own.counts);
  } finally {
    await engine.stop();
  }
}

/** What a plain page does with forms and dialogs, in shadow roots, before it takes them away. */
export type PlainUse = 'focus in a form' | 'fading dialog';

/** How many of a hundred elements of a plain page, which has no code of ours, are left after they were taken away. */
export async function plainSurvivors(tab: Tab, use: PlainUse): Promise<number> {
  await tab.evaluate(usePlainElements, use);
  await tab.click('#elsewhere');
  let alive = -1;
  for (let times = 0; times < 10 && alive !== 0; times += 1) {
    await tab.collectGarbage();
    alive = await tab.evaluate(() => (window as PlainPage).used?.filter((each) => each.deref()).length ?? -1);
  }
  return alive;
}

interface PlainPage extends Window {
  used?: WeakRef<Element>[];
}

/** Runs in the page. */
async function usePlainElements(use: PlainUse): Promise<void> {
  const used = ((window as PlainPage).used = []) as WeakRef<Element>[];
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 4));
  for (let round = 0; round < 20; round += 1) {
    const hosts = Array.from({ length: 5 }, () => document.createElement('div'));
    for (const host of hosts) {
      document.body.append(host);
      const root = host.attachShadow({ mode: 'open' });
      if (use === 'focus in a form') {
        const form = document.createElement('form');
        const field = document.createElement('input');
        form.append(field);
        root.append(form);
        field.focus();
      } else {
        const dialog = document.createElement('dialog');
        const style = document.createElement('style');
        style.textContent = `
          @keyframes appear { from { opacity: 0 } }
          @media (prefers-reduced-motion: no-preference) { dialog { animation: appear 140ms } }`;
        root.append(style, dialog);
        dialog.showModal();
      }
    }
    for (let pauses = 0; pauses < 3; pauses += 1) await pause();
    for (const host of hosts) {
      host.remove();
      used.push(new WeakRef(host));
    }
  }
  const button = document.createElement('button');
  button.id = 'elsewhere';
  button.textContent = 'Elsewhere';
  document.body.replaceChildren(button);
}
