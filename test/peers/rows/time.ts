import { signIn, tick } from '../../faults/support/flow.js';
import { right, wrong, type Row } from './row.js';
import { begin, ended, words } from './steps.js';

/** How long somebody may wait for an end, in minutes. */
const LONG = 10;

/** How long a user may take who looks for a password, in seconds. */
const SLOW_USER = 120;

const neverReturns: Row = {
  id: 'A9',
  title: 'the provider never answers',
  required: `the login ends by itself within ${LONG} minutes`,
  measure: async (measuring) => {
    const { bench, subject } = measuring;
    bench.world.idp.settings.hang = 'login';
    const tab = await subject.open({ clock: true });
    await subject.press(tab);
    await bench.world.idp.arrived('login');
    for (let minute = 1; minute <= LONG; minute += 1) {
      await tick(tab, 60_000);
      const end = await ended(measuring, tab, 500);
      if (end) return right(`${words(end.outcome)} within ${minute} ${minute === 1 ? 'minute' : 'minutes'}`);
    }
    return wrong(`still waiting after ${LONG} minutes`);
  },
};

const slowUser: Row = {
  id: 'A9',
  title: `a user who takes ${SLOW_USER / 60} minutes`,
  required: 'the login succeeds',
  measure: async (measuring) => {
    const tab = await measuring.subject.open({ clock: true });
    const popup = await begin(measuring, tab);
    await signIn(popup);
    for (let second = 0; second < SLOW_USER; second += 10) await tick(tab, 10_000);
    const early = (await measuring.subject.outcomes(tab))[0];
    if (early) return wrong(`${words(early)} while the user was still in the window`);
    await popup.click('#allow');
    const end = await ended(measuring, tab, 15_000, () => tick(tab, 100));
    if (!end) return wrong('never ends');
    return end.outcome.kind === 'success' ? right('success') : wrong(words(end.outcome));
  },
};

export const TIME_ROWS: readonly Row[] = [neverReturns, slowUser];
