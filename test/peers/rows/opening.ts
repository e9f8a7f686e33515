import assert from 'node:assert/strict';
import { opensOf } from '../../faults/support/flow.js';
import { right, wrong, type Row } from './row.js';
import { alive, begin, ended, finish, goesOn, isLeft, leftovers, words } from './steps.js';

/** Longer than a press counts for, in milliseconds. */
const SLOW = 6_000;

/** Without it, nothing else would mean anything. */
export const CONTROL: Row = {
  id: '',
  title: 'control: nothing goes wrong',
  required: 'one success, one login at the server, and the window closes',
  measure: async (measuring) => {
    const { subject } = measuring;
    const tab = await subject.open();
    const popup = await begin(measuring, tab);
    await finish(popup);
    const end = await ended(measuring, tab);
    assert.equal(end?.outcome.kind, 'success', end && words(end.outcome));
    assert.equal(subject.completed(), 1);
    assert.equal(await isLeft(measuring, popup), false, 'the window closes');
    return right('success');
  },
};

const blocked: Row = {
  id: 'A1',
  title: 'the browser blocks the window',
  required: 'it fails at once, with an error that only a blocked window gives; nothing goes on',
  measure: async (measuring) => {
    const { subject } = measuring;
    const tab = await subject.open();
    const before = await alive(measuring, tab);
    await subject.pressByScript(tab);
    const end = await ended(measuring, tab);
    assert.equal((await opensOf(tab)).at(-1)?.result, 'null', 'the browser blocked the window');
    if (!end) return wrong('never ends');
    const left = (await leftovers(measuring, tab, before)).filter(goesOn);
    const what = `${words(end.outcome)} ${end.within}`;
    if (end.outcome.kind !== 'blocked') return wrong(what);
    return left.length === 0 ? right(what) : wrong(`${what}; left: ${left.join(', ')}`);
  },
};

const slowAddress: Row = {
  id: 'A2',
  title: `the address comes ${SLOW / 1_000} s after the click`,
  required: 'the window opens all the same, and the login succeeds',
  measure: async (measuring) => {
    const { bench, subject } = measuring;
    subject.slowStart(SLOW);
    const tab = await subject.open();
    await subject.press(tab);
    const reached = await bench.world.idp.arrived('login', 1, SLOW + 10_000).then(
      () => true,
      () => false,
    );
    if (!reached) {
      const end = await ended(measuring, tab, 0);
      return wrong(end ? words(end.outcome) : 'no window goes to the provider');
    }
    const popup = await bench.popup();
    await finish(popup);
    const end = await ended(measuring, tab);
    if (end?.outcome.kind !== 'success') return wrong(end ? words(end.outcome) : 'never ends');
    return right(
      subject.library === 'auth0-spa-js'
        ? 'success; it makes the address itself, and waits for nobody'
        : 'success',
    );
  },
};

const handle: Row = {
  id: 'A3',
  title: 'the handle of the window',
  required: 'the window is opened without noopener and noreferrer, which would give no handle',
  measure: async (measuring) => {
    const tab = await measuring.subject.open();
    await begin(measuring, tab);
    const opens = await opensOf(tab);
    const features = opens.map((each) => each.features).join();
    return opens.length > 0 &&
      !/noopener|noreferrer/i.test(features) &&
      opens.every((each) => each.result === 'window')
      ? right('it has a handle')
      : wrong(`opened with ${features}`);
  },
};

export const OPENING_ROWS: readonly Row[] = [blocked, slowAddress, handle];
