import type { Tab } from '../../bench/engines/engine.js';
import type { Coop } from '../../bench/world/idp/settings.js';
import { signIn } from '../../faults/support/flow.js';
import type { HostOptions } from '../subjects/subject.js';
import { right, wrong, type Finding, type Measuring, type Row } from './row.js';
import { begin, ended, finish, isLeft, PATIENCE, stay, words } from './steps.js';

/** How long a user is busy with a provider that cuts the tie, in milliseconds. */
const BUSY = 5_000;

const STAGES: readonly { name: string; close: (measuring: Measuring, popup: Tab) => Promise<void> }[] = [
  { name: 'on the sign-in page', close: async (_, popup) => popup.close() },
  {
    name: 'on the consent page',
    close: async (_, popup) => {
      await signIn(popup);
      await popup.close();
    },
  },
  {
    name: 'after Allow, before the provider has answered',
    close: async ({ bench }, popup) => {
      bench.world.idp.hold('redirect');
      await finish(popup);
      await bench.world.idp.arrived('redirect');
      await popup.close();
    },
  },
  {
    name: 'on the way back, before the callback page shows',
    close: async ({ subject }, popup) => {
      const held = subject.holdCallback();
      await finish(popup);
      await held.arrived();
      await popup.close();
      held.release();
    },
  },
];

/** A5: what is right depends on what the server has done by then. */
const closings: Row[] = STAGES.map(({ name, close }) => ({
  id: 'A5',
  title: `the user closes the window ${name}`,
  required: `the login ends within ${PATIENCE / 1_000} s: as a success if the server holds it to be complete, as cancelled if not`,
  measure: async (measuring) => {
    const { subject } = measuring;
    const tab = await subject.open();
    await close(measuring, await begin(measuring, tab));
    const end = await ended(measuring, tab);
    const expected = subject.completed() > 0 ? 'success' : 'cancelled';
    if (!end) return wrong(`still waiting ${PATIENCE / 1_000} s later`);
    const what = `${words(end.outcome)} ${end.within}`;
    return end.outcome.kind === expected
      ? right(what)
      : wrong(`${what}, although the server ${expected === 'success' ? 'has' : 'has not'} stored it`);
  },
}));

async function throughTheCut(measuring: Measuring, options: HostOptions): Promise<Finding> {
  const tab = await measuring.subject.open(options);
  const popup = await begin(measuring, tab);
  await signIn(popup);
  await stay(popup, BUSY);
  const early = (await measuring.subject.outcomes(tab))[0];
  await popup.click('#allow');
  if (early) return wrong(`${words(early)} while the user was still in the window`);
  const end = await ended(measuring, tab);
  if (!end) return wrong(`the user finished, and ${PATIENCE / 1_000} s later it is still waiting`);
  if (end.outcome.kind !== 'success') return wrong(`${words(end.outcome)} when the user had finished`);
  return right((await isLeft(measuring, popup)) ? 'success; the window stays open' : 'success');
}

const COOPS: readonly Coop[] = ['same-origin', 'noopener-allow-popups', 'same-origin-allow-popups'];

/** A6: `closed` reads true although the window is open. */
const cuts: Row[] = COOPS.map((coop) => ({
  id: 'A6',
  title: `the provider's pages send Cross-Origin-Opener-Policy: ${coop}`,
  required: `a user who takes ${BUSY / 1_000} s there is not told meanwhile that it was cancelled, and the login succeeds`,
  measure: (measuring) => {
    measuring.bench.world.idp.settings.coop = coop;
    return throughTheCut(measuring, {});
  },
}));

const HOST_COOPS: readonly Coop[] = ['same-origin', 'same-origin-allow-popups'];

/** A7: the same from the other side. */
const hostCuts: Row[] = HOST_COOPS.map((coop) => ({
  id: 'A7',
  title: `the host's own page sends Cross-Origin-Opener-Policy: ${coop}`,
  required: 'as for A6',
  measure: (measuring) => throughTheCut(measuring, { coop }),
}));

/** How long the last word takes after the window has closed, in milliseconds. */
const LATE = 3_000;

/** A8: the window is gone before the result is there. */
const late: Row = {
  id: 'A8',
  title: 'the window closes by itself, and the result comes 3 s later',
  required: 'the login succeeds',
  measure: async (measuring) => {
    measuring.subject.lateResult(LATE);
    const tab = await measuring.subject.open();
    await finish(await begin(measuring, tab));
    const end = await ended(measuring, tab);
    if (!end) return wrong('never ends');
    return end.outcome.kind === 'success'
      ? right('success')
      : wrong(`${words(end.outcome)} although it succeeded`);
  },
};

export const CLOSING_ROWS: readonly Row[] = [...closings, ...cuts, ...hostCuts, late];
