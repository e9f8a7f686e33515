import assert from 'node:assert/strict';
import { fault } from '../bench/fault-test.js';
import { sourceOfText } from '../support/hostile/source.js';
import { EverythingPage } from './support/everything.js';
import { problemsOf } from './support/oracles.js';
import { walk } from './support/walk.js';

fault('F4', 'no state breaks the strict policy', { timeout: 180_000 }, async (bench) => {
  const steps = await walk(bench, { csp: 'strict' });
  bench.counted({ 'states without a violation': steps.length });
});

fault('F5', 'no state breaks Trusted Types, by no policy but Lit’s', { timeout: 180_000 }, async (bench) => {
  const steps = await walk(bench, { csp: 'strict', trustedTypes: true });
  bench.counted({ 'states without a violation': steps.length });
});

const POLICIES = [
  ['F4', 'the strict policy', { csp: 'strict' }],
  ['F5', 'Trusted Types', { csp: 'strict', trustedTypes: true }],
] as const;

for (const [id, policy, options] of POLICIES)
  fault(id, `every element, whatever the server says, keeps to ${policy}`, {}, async (bench) => {
    // What the browser itself says of an answer that failed.
    bench.allow({ problems: [/status of [45]\d\d/] });
    const page = new EverythingPage(bench);
    await page.open(options);
    for (const text of ['Plain', '', '<img src=x onerror=__pwned()>', '<b style="color:red">bold</b>']) {
      const source = { ...sourceOfText(text), icon: '/pictures/icon' };
      const { tags } = await page.show(source);
      if (text === 'Plain') assert.match(tags, / datasource-credential .* dialog /);
    }
    await page.show();
    const type = 'application/json';
    const refusal = JSON.stringify({
      code: 'forbidden',
      message: '<b style="color:red">No</b>',
      status: 403,
    });
    await page.answer({ status: 403, type, body: refusal });
    await page.answer({ status: 500, type: 'text/html', body: '<p style="color:red">Failed</p>' });
    await page.answer({ status: 200, type, body: '{"result":' });
    assert.deepEqual(
      (await problemsOf(page.tab)).filter(({ kind }) => kind === 'csp'),
      [],
    );
  });

fault('F5', 'a page that breaks Trusted Types is noticed', {}, async (bench) => {
  bench.allow({ problems: [/require-trusted-types-for|TrustedHTML|trusted/i] });
  const prelude = `try { document.createElement('div').innerHTML = '<b>bold</b>'; } catch { window.refused = true; }`;
  bench.world.preludes.set('assigns', prelude);
  const tab = await bench.open('blank', { csp: 'strict', trustedTypes: true, preludes: ['assigns'] });
  assert.equal(await tab.evaluate(() => (window as { refused?: boolean }).refused), true);
  const problems = await problemsOf(tab);
  assert.ok(
    problems.some(({ kind, text }) => kind === 'csp' && text.includes('require-trusted-types-for')),
    JSON.stringify(problems),
  );
});

fault('F4', 'a page that breaks the policy is noticed', {}, async (bench) => {
  bench.allow({ problems: [/^csp: style-src/] });
  const tab = await bench.open('blank', { csp: 'strict' });
  await tab.evaluate(() => {
    const probe = document.createElement('div');
    document.body.append(probe);
    probe.setAttribute('style', 'color: red');
  });
  await tab.waitFor(() => document.querySelector('div[style]'));
  const problems = await problemsOf(tab);
  assert.ok(
    problems.some(({ kind }) => kind === 'csp'),
    JSON.stringify(problems),
  );
});
