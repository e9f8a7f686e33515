import assert from 'node:assert/strict';
import { right, wrong, type Row } from './row.js';
import {
  alive,
  begin,
  finish,
  goesOn,
  isLeft,
  leftovers,
  outcomesAre,
  PATIENCE,
  settled,
  surplus,
} from './steps.js';

const abandoned: Row = {
  id: 'A14',
  title: 'what began the login is taken out of the page',
  required: 'no timer, listener, channel or connection of the login goes on',
  measure: async (measuring) => {
    const { subject } = measuring;
    const tab = await subject.open();
    const before = await alive(measuring, tab);
    await begin(measuring, tab);
    assert.notDeepEqual(await surplus(measuring, tab, before), [], 'a login needs some');
    await subject.abandon(tab);
    const all = await leftovers(measuring, tab, before);
    const left = all.filter(goesOn);
    if (left.length === 0) return right(all.length === 0 ? 'nothing is left' : `only ${all.join(', ')}`);
    return wrong(`left: ${left.join(', ')}`);
  },
};

const succeeded: Row = {
  id: 'H2',
  title: 'what is left when the login has succeeded',
  required: 'timers, listeners, channels, connections and windows are as before',
  measure: async (measuring) => {
    const { subject } = measuring;
    const tab = await subject.open();
    // Once, for what lives as long as the page does.
    await finish(await begin(measuring, tab));
    assert.equal((await outcomesAre(measuring, tab, 1, PATIENCE)).length, 1);
    const before = await settled(measuring, tab);
    const popup = await begin(measuring, tab);
    await finish(popup);
    assert.equal((await outcomesAre(measuring, tab, 2, PATIENCE)).length, 2);
    const left = await leftovers(measuring, tab, before);
    const windowLeft = await isLeft(measuring, popup);
    if (windowLeft) left.push('the window');
    return left.length === 0 ? right('nothing is left') : wrong(`left: ${left.join(', ')}`);
  },
};

export const LEAVING_ROWS: readonly Row[] = [abandoned, succeeded];
