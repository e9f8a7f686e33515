import assert from 'node:assert/strict';
import { poll } from '../../bench/engines/scripted-page.js';
import { collect } from '../../bench/oracles/collect.js';
import { notApplicable, right, wrong, type Row } from './row.js';
import { begin, ended, finish, loginWindows, outcomesAre, words } from './steps.js';

/** How long a second window may take to show, in milliseconds. */
const SECOND = 3_000;

const twoPresses: Row = {
  id: 'A10',
  title: 'the user presses the button again while the window is open',
  required: 'one window, and no call fails or hangs because of the other',
  measure: async (measuring) => {
    const { bench, subject } = measuring;
    const tab = await subject.open();
    const first = await begin(measuring, tab);
    const others = (await loginWindows(measuring, tab)).filter((each) => each !== first);
    await subject.press(tab);
    await bench.world.idp.arrived('login', 2, SECOND).catch(() => undefined);
    // Some close the first window when they open the second.
    await poll(1_000, async () => !(await bench.engine.tabs()).includes(first));
    const windows = await loginWindows(measuring, tab, others);
    const last = windows.at(-1);
    assert.ok(last, 'a window is open');
    await last.waitFor(() => document.querySelector('#sign-in'));
    await finish(last);
    const outcomes = await outcomesAre(measuring, tab, 2, 5_000);
    const calls = subject.library === 'datasource-elements' ? 1 : 2;
    const failed = outcomes.filter(({ kind }) => kind !== 'success');
    const what = [
      windows.length === 1 ? 'one window' : `${windows.length} windows`,
      ...(outcomes.some(({ kind }) => kind === 'success') ? ['success'] : []),
      ...failed.map((outcome) => `one call ${words(outcome)}`),
      ...(outcomes.length < calls
        ? [`${calls - outcomes.length === 1 ? 'one call is' : 'both calls are'} still waiting`]
        : []),
    ].join('; ');
    return windows.length === 1 && failed.length === 0 && outcomes.length === calls
      ? right(what)
      : wrong(what);
  },
};

const script: Row = {
  id: 'C3',
  title: 'the server names a javascript: address to open',
  required: 'it is not run, and the login fails',
  measure: async (measuring) => {
    const { subject } = measuring;
    if (!subject.nameAddress('javascript:void(opener&&opener.__pwned())//'))
      return notApplicable('it takes no address from a server: it makes it of the host in its own settings');
    const tab = await subject.open();
    await subject.press(tab);
    const end = await ended(measuring, tab, 5_000);
    const { documents = [] } = (await collect(tab)) ?? {};
    const ran = documents.some(({ executions }) => executions > 0);
    if (ran)
      return wrong('it runs in the origin of the page; the address is that of the OpenID discovery document');
    return end ? right(words(end.outcome)) : wrong('not run, but never ends');
  },
};

export const ASKING_ROWS: readonly Row[] = [twoPresses, script];
