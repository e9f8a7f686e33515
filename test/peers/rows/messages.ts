import assert from 'node:assert/strict';
import type { Page, Tab } from '../../bench/engines/engine.js';
import { FORGED_MESSAGES } from '../../bench/world/evil/payloads.js';
import { right, wrong, type Finding, type Measuring, type Row } from './row.js';
import { begin, ended, finish, outcomesAre, words } from './steps.js';

/** How long a message may take to have an effect, in milliseconds. */
const EFFECT = 2_000;

type Listening = Window & { heard: number };

/** Puts a page into a frame of the host's page, and counts the messages that come. */
async function addFrame(tab: Tab, src: string): Promise<Page> {
  await tab.evaluate((url) => {
    const page = window as unknown as Listening;
    page.heard = 0;
    addEventListener('message', () => {
      page.heard += 1;
    });
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, src);
  return tab.frame((url) => url === src);
}

async function survives(measuring: Measuring, src: string, messages: readonly unknown[]): Promise<Finding> {
  const { subject } = measuring;
  const tab = await subject.open();
  const frame = await addFrame(tab, src);
  const popup = await begin(measuring, tab);
  await frame.evaluate((forged) => {
    for (const message of forged) parent.postMessage(message, '*');
  }, messages);
  await tab.waitFor((count) => (window as unknown as Listening).heard >= count, messages.length);
  const early = await ended(measuring, tab, EFFECT);
  if (early) return wrong(`${words(early.outcome)} because of the message`);
  await finish(popup);
  const end = await ended(measuring, tab);
  assert.equal(end?.outcome.kind, 'success', 'the true answer still counts');
  return right('ignored');
}

const otherOrigin: Row = {
  id: 'B1',
  title: 'a hostile frame on the page forges messages',
  required: 'nothing comes of them, and the true answer still counts',
  measure: (measuring) => {
    const { bench, subject } = measuring;
    const messages = [
      subject.trusted.message,
      ...FORGED_MESSAGES.filter((message) => JSON.stringify(message).length < 10_000),
    ];
    return survives(measuring, bench.world.evil.url('frame', { wait: 'true' }), messages);
  },
};

const otherWindow: Row = {
  id: 'B2',
  title: 'another window of the trusted origin sends a well-formed message of another login',
  required: 'as for B1',
  measure: (measuring) => {
    const { origin, page, message } = measuring.subject.trusted;
    return survives(measuring, `${origin}${page}`, [message]);
  },
};

const twice: Row = {
  id: 'B7',
  title: 'the way back says everything twice',
  required: 'one outcome, and one login at the server',
  measure: async (measuring) => {
    const { subject } = measuring;
    subject.sayTwice();
    const tab = await subject.open();
    await finish(await begin(measuring, tab));
    const end = await ended(measuring, tab);
    assert.ok(end, 'the login ends');
    const { length } = await outcomesAre(measuring, tab, 2, EFFECT);
    const completed = subject.completed();
    const what = `${words(end.outcome)}, told ${length === 1 ? 'once' : `${length} times`}`;
    return end.outcome.kind === 'success' && length === 1 && completed === 1
      ? right(what)
      : wrong(`${what}; ${completed} logins at the server`);
  },
};

export const MESSAGE_ROWS: readonly Row[] = [otherOrigin, otherWindow, twice];
