import assert from 'node:assert/strict';
import { fault } from '../bench/fault-test.js';
import { HOSTILE_ERRORS } from '../support/hostile/errors.js';
import { REFUSED_ICONS } from '../support/hostile/icons.js';
import { sourceOfText } from '../support/hostile/source.js';
import { HOSTILE_STRINGS, megabyte } from '../support/hostile/strings.js';
import { HOSTILE_LINKS } from '../support/hostile/urls.js';
import { EVERYTHING, EverythingPage } from './support/everything.js';
import { executionsOf } from './support/oracles.js';

fault(
  'F1',
  `${HOSTILE_STRINGS.length} hostile texts in every field of every element are nothing but text`,
  { timeout: 240_000 },
  async (bench) => {
    const page = new EverythingPage(bench);
    await page.open();
    const { tags: plain } = await page.show(sourceOfText('Plain'));
    assert.ok(plain.includes('datasource-credential') && plain.includes('dialog'), plain);
    const { tags: blank } = await page.show(sourceOfText(''));
    for (const text of HOSTILE_STRINGS) {
      const shape = await page.show(sourceOfText(text));
      const what = JSON.stringify(text.slice(0, 100));
      // What is left of some is blank, and then there is less to show.
      if (shape.tags !== blank) assert.equal(shape.tags, plain, what);
      assert.deepEqual(shape.armed, [], what);
      assert.ok(shape.longest <= 2_100, `${what}: a text of ${shape.longest}`);
    }
    const executions = await executionsOf(page.tab);
    assert.equal(executions, 0);
    bench.counted({
      'hostile texts × elements': HOSTILE_STRINGS.length * EVERYTHING.length,
      'executions of hostile texts': executions,
    });
  },
);

fault(
  'F1',
  `${HOSTILE_ERRORS.length} hostile answers that fail are nothing but text`,
  { timeout: 120_000 },
  async (bench) => {
    // What the browser itself says of an answer that failed.
    bench.allow({ problems: [/status of [45]\d\d/] });
    const page = new EverythingPage(bench);
    await page.open();
    const { tags: plain } = await page.answer({
      status: 403,
      type: 'application/json',
      body: JSON.stringify({ code: 'forbidden', message: 'Plain.', status: 403 }),
    });
    for (const error of HOSTILE_ERRORS) {
      const shape = await page.answer(error);
      assert.equal(shape.tags, plain, error.body.slice(0, 200));
      assert.deepEqual(shape.armed, []);
      assert.ok(shape.longest <= 320, `a message of ${shape.longest}`);
    }
    const executions = await executionsOf(page.tab);
    assert.equal(executions, 0);
    bench.counted({
      'hostile answers that fail': HOSTILE_ERRORS.length,
      'executions of answers that fail': executions,
    });
  },
);

fault('F1', 'a megabyte in each name neither freezes the page nor widens it', {}, async (bench) => {
  const page = new EverythingPage(bench);
  await page.open();
  for (const text of [megabyte(), megabyte('\u202eא ')]) {
    const source = {
      ...sourceOfText('Plain'),
      label: { en_US: text },
      author: text,
      credentials_list: ['hostile-0', 'hostile-1'].map((id) => ({ id, name: text, type: 'api-key' })),
    };
    const started = performance.now();
    const { longest } = await page.show(source);
    const took = performance.now() - started;
    // A page that freezes takes minutes; a busy machine is only slow.
    assert.ok(took < 20_000, `${took} ms`);
    assert.ok(longest <= 2_100, `a text of ${longest}`);
    assert.ok(await page.tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'too wide');
  }
});

fault('F2', `${REFUSED_ICONS.length} hostile addresses of pictures are not asked for`, {}, async (bench) => {
  const page = new EverythingPage(bench);
  await page.open();
  await page.show(sourceOfText('Plain'));
  const before = new Set(bench.world.host.log.entries.map(({ path }) => path));
  const [first, ...sources] = REFUSED_ICONS.map((icon, index) => ({
    ...sourceOfText('Plain', index === 0 ? undefined : `source_${index}`),
    icon,
  }));
  const connections = REFUSED_ICONS.map((url, index) => ({
    id: `hostile-${index}`,
    name: 'Plain',
    type: 'oauth2',
    avatar_url: url,
  }));
  const { tags, pictures } = await page.show({ ...first, credentials_list: connections }, ...sources);
  assert.ok(tags.split(' datasource-credential ').length > REFUSED_ICONS.length, 'all are there');
  assert.deepEqual(pictures, []);
  const asked = bench.world.host.log.entries.map(({ path }) => path).filter((path) => !before.has(path));
  assert.deepEqual(asked, []);
  assert.equal(bench.world.evil.log.entries.length, 0);
  const executions = await executionsOf(page.tab);
  assert.equal(executions, 0);
  bench.counted({
    'hostile addresses of pictures': REFUSED_ICONS.length,
    'requests for them': asked.length,
    'executions of pictures': executions,
  });
});

fault('F3', `${HOSTILE_LINKS.length} hostile addresses of help pages are no links`, {}, async (bench) => {
  const page = new EverythingPage(bench);
  await page.open();
  const withUrls = (urls: readonly string[]): Record<string, unknown> => ({
    ...sourceOfText('Plain'),
    credential_schema: urls.map((url, index) => ({
      name: `field-${index}`,
      type: 'text-input',
      help: { en_US: 'Plain' },
      url,
    })),
  });
  const { links } = await page.show(withUrls(['https://docs.example/keys']));
  assert.ok(links.length > 0, 'a good one is a link');
  const shape = await page.show(withUrls(HOSTILE_LINKS));
  assert.ok(shape.tags.split(' input ').length > HOSTILE_LINKS.length, 'all are there');
  assert.deepEqual(shape.links, []);
  const executions = await executionsOf(page.tab);
  assert.equal(executions, 0);
  bench.counted({ 'hostile links': HOSTILE_LINKS.length, 'executions of links': executions });
});
