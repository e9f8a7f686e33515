import assert from 'node:assert/strict';
import { fault } from '../bench/fault-test.js';
import { answerWith, type FaultAction } from '../bench/world/faults/actions.js';
import { badGzip, byteOrderMark, cut, invalidUtf8, wrongLength } from '../bench/world/faults/byte-actions.js';
import { call, LIST, listIsShown, shownSources, type Outcome } from './support/api.js';
import { sees } from './support/flow.js';

/** What browsers say of what they could not read. */
const RAW = /unexpected|token '<'|syntax|JSON\.parse|undefined|\[object|decod|NetworkError|Load failed/i;

/** An engine may take an answer that broke off for one, or for a connection that was lost. */
function isPlain({ ok, code, message = '' }: Outcome): void {
  assert.equal(ok, false);
  assert.ok(code === 'bad_response' || code === 'network', code);
  assert.doesNotMatch(message, RAW);
}

for (const framing of ['length', 'chunked', 'close'] as const)
  fault(
    'D8',
    `an answer cut off after each sixteenth (${framing}) is no answer, in plain words`,
    {},
    async (bench) => {
      const tab = await bench.open('blank', { account: 'anne' });
      for (let part = 0; part < 16; part += 1) {
        const rule = bench.world.faults.on(LIST, cut(part / 16, framing));
        isPlain(await call(tab, 'client.listDatasources'));
        bench.world.faults.off(rule);
      }
      assert.equal((await call(tab, 'client.listDatasources')).ok, true, 'the control');
    },
  );

/** Read all the same by WebKit, by what has come and not by what the header says: then it is the whole answer. */
const HARMLESS_IN_WEBKIT = new Set(['a length that is too long', 'what is not compressed though it says so']);

const BAD: readonly [what: string, action: FaultAction][] = [
  [
    'a page for signing in, with 200',
    answerWith({ headers: { 'content-type': 'text/html' }, body: '<!doctype html><form>Sign in</form>' }),
  ],
  ['nothing at all, with 200', answerWith({ body: '' })],
  ['a text, with 200', answerWith({ headers: { 'content-type': 'text/plain' }, body: 'OK' })],
  ['a length that is too long', wrongLength(10)],
  ['a length that is too short', wrongLength(-10)],
  ['what is not compressed though it says so', badGzip('plain')],
  ['what is compressed and cut off', badGzip('cut')],
  ['what is compressed and spoilt', badGzip('corrupt')],
  ['what is not UTF-8', invalidUtf8()],
];
for (const [what, action] of BAD)
  fault('D8', `${what} is no answer, in plain words, and the list can be read again`, {}, async (bench) => {
    const { world } = bench;
    bench.allow({ problems: [/ERR_|Failed to load|NetworkError|content.?(encoding|length)|decod/i] });
    world.faults.on(LIST, action);
    const tab = await bench.open('list', { account: 'anne' });
    if (bench.engine.name === 'webkit' && HARMLESS_IN_WEBKIT.has(what)) {
      await listIsShown(tab);
      assert.equal((await shownSources(tab)).length, world.console.sources.length);
      return;
    }
    await sees(tab, 'The data sources could not be loaded.');
    isPlain(await call(tab, 'client.listDatasources'));
    world.faults.clear();
    await tab.click('text=Retry');
    await listIsShown(tab);
  });

fault('D8', 'a byte order mark and a wrong content type are no obstacles', {}, async (bench) => {
  const tab = await bench.open('blank', { account: 'anne' });
  const rule = bench.world.faults.on(LIST, byteOrderMark());
  assert.equal((await call(tab, 'client.listDatasources')).ok, true);
  bench.world.faults.off(rule);
  bench.world.faults.on(
    LIST,
    answerWith({ headers: { 'content-type': 'text/html' }, body: '{"result":[]}' }),
  );
  assert.deepEqual((await call(tab, 'client.listDatasources')).value, { result: [] });
});

const ERRORS: readonly [status: number, code: string][] = [
  [400, 'invalid_param'],
  [404, 'not_found'],
  [500, 'server'],
  [502, 'server'],
  [504, 'timeout'],
];
for (const [status, code] of ERRORS)
  fault(
    'D8',
    `${status} with a page, with nothing and with a megabyte keeps its status`,
    {},
    async (bench) => {
      const tab = await bench.open('blank', { account: 'anne' });
      for (const body of [
        '<!doctype html><title>nginx</title>',
        '',
        `{"message":"${'x'.repeat(1_000_000)}"}`,
        '{"mess',
      ]) {
        bench.world.faults.on(LIST, answerWith({ status, body }), { times: 1 });
        const outcome = await call(tab, 'client.listDatasources');
        assert.deepEqual([outcome.code, outcome.status], [code, status]);
        assert.doesNotMatch(outcome.message ?? '', RAW);
        assert.ok((outcome.message ?? '').length <= 500);
      }
    },
  );
