import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { beforeEach, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import {
  badGzip,
  byteOrderMark,
  closeConnection,
  cut,
  drip,
  invalidUtf8,
  resetConnection,
  stall,
  wrongLength,
} from '../world/faults/byte-actions.js';
import { freshWorld } from './support/fresh-world.js';

const LIST = { path: /datasource\/list$/ };

/** What came over a connection until it ended. */
interface Wire {
  head: string;
  body: Buffer;
  /** How the connection ended: in order, by a reset, or not within the time. */
  ending: 'end' | 'reset' | 'open';
  /** Bytes came in so many pieces. */
  pieces: number;
}

const world = await freshWorld();
let cookie: string;
let csrf: string;
/** The body of the list as it is without a fault. */
let sound: Buffer;

beforeEach(async () => {
  const tokens = world.console.login('anne');
  cookie = `access_token=${tokens.access}; csrf_token=${tokens.csrf}`;
  csrf = tokens.csrf;
  sound = (await ask()).body;
  world.console.log.clear();
});

/** Asks for the list over a bare connection. */
function ask(patience = 2000): Promise<Wire> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(new URL(world.host.origin()).port), '127.0.0.1');
    const finish = (ending: Wire['ending']): void => {
      clearTimeout(timer);
      socket.destroy();
      const all = Buffer.concat(chunks);
      const at = all.indexOf('\r\n\r\n');
      resolve({
        head: all.subarray(0, Math.max(at, 0)).toString(),
        body: at < 0 ? Buffer.alloc(0) : all.subarray(at + 4),
        ending,
        pieces: chunks.length,
      });
    };
    const timer = setTimeout(() => finish('open'), patience);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => finish('end'));
    socket.on('error', () => finish('reset'));
    socket.write(
      `GET /console/api/auth/plugin/datasource/list HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\nx-csrf-token: ${csrf}\r\n\r\n`,
    );
  });
}

const lengthIn = ({ head }: Wire): number | undefined => {
  const text = /content-length: (\d+)/i.exec(head)?.[1];
  return text === undefined ? undefined : Number(text);
};

test('without a fault the length is right and the connection ends in order', async () => {
  const wire = await ask();
  assert.equal(lengthIn(wire), wire.body.length);
  assert.equal(wire.ending, 'end');
  assert.ok('result' in JSON.parse(wire.body.toString()));
});

describe('a body that is cut', () => {
  for (let sixteenths = 0; sixteenths <= 15; sixteenths += 1)
    test(`at ${sixteenths}/16 has so much of it, and its full length`, async () => {
      world.faults.on(LIST, cut(sixteenths / 16));
      const wire = await ask();
      assert.equal(lengthIn(wire), sound.length);
      assert.deepEqual(wire.body, sound.subarray(0, Math.floor((sound.length * sixteenths) / 16)));
      assert.equal(wire.ending, 'end');
    });

  test('in chunks lacks the last one', async () => {
    world.faults.on(LIST, cut(0.5, 'chunked'));
    const wire = await ask();
    assert.match(wire.head, /transfer-encoding: chunked/);
    const half = Math.floor(sound.length / 2);
    const [size = '', ...rest] = wire.body.toString().split('\r\n');
    assert.equal(parseInt(size, 16), half);
    assert.deepEqual(rest, [sound.subarray(0, half).toString(), '']);
    assert.equal(wire.ending, 'end');
  });

  test('without a length cannot be told from a short one', async () => {
    world.faults.on(LIST, cut(0.5, 'close'));
    const text = await (await fetchList()).text();
    assert.equal(text, sound.subarray(0, Math.floor(sound.length / 2)).toString());
  });
});

describe('a wrong length', () => {
  test('can be too long', async () => {
    world.faults.on(LIST, wrongLength(10));
    const wire = await ask();
    assert.equal(lengthIn(wire), sound.length + 10);
    assert.deepEqual(wire.body, sound);
    await assert.rejects(async () => (await fetchList()).text());
  });

  test('can be too short', async () => {
    world.faults.on(LIST, wrongLength(-10));
    const wire = await ask();
    assert.equal(lengthIn(wire), sound.length - 10);
    assert.deepEqual(wire.body, sound);
  });
});

describe('compression', () => {
  for (const kind of ['plain', 'cut', 'corrupt'] as const)
    test(`that is wrong (${kind}) cannot be undone`, async () => {
      world.faults.on(LIST, badGzip(kind));
      const wire = await ask();
      assert.match(wire.head, /content-encoding: gzip/);
      assert.equal(lengthIn(wire), wire.body.length);
      assert.throws(() => gunzipSync(wire.body));
      if (kind !== 'plain') assert.deepEqual(wire.body.subarray(0, 2), Buffer.from([0x1f, 0x8b]));
    });
});

test('a byte order mark stands before the body', async () => {
  world.faults.on(LIST, byteOrderMark());
  const { body } = await ask();
  assert.deepEqual(body, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), sound]));
});

test('bytes that are no UTF-8 stand inside a text, and the rest is as it was', async () => {
  world.faults.on(LIST, invalidUtf8());
  const { body } = await ask();
  assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(body));
  const { result } = JSON.parse(body.toString()) as { result: { label: { en_US: string } }[] };
  assert.match(result[0]?.label.en_US ?? '', /^\ufffd.*Notion$/);
});

describe('a connection', () => {
  for (const [name, action, ending] of [
    ['reset', resetConnection, 'reset'],
    ['closed', closeConnection, 'end'],
    ['stalled', stall, 'open'],
  ] as const) {
    const patience = ending === 'open' ? 150 : undefined;

    test(`can be ${name} before the server is asked`, async () => {
      world.faults.on(LIST, action('request'));
      const wire = await ask(patience);
      assert.deepEqual([wire.head, wire.ending], ['', ending]);
      assert.equal(world.console.log.count(LIST), 0);
    });

    test(`can be ${name} after the server has done its part`, async () => {
      world.faults.on(LIST, action('answer'));
      const wire = await ask(patience);
      assert.deepEqual([wire.head, wire.ending], ['', ending]);
      assert.equal(world.console.log.count(LIST), 1);
    });

    test(`can be ${name} after the headers`, async () => {
      world.faults.on(LIST, action('headers'));
      const wire = await ask(patience);
      assert.match(wire.head, /^HTTP\/1\.1 200 OK\r\n/);
      assert.deepEqual([wire.body.length, wire.ending], [0, ending]);
    });

    test(`can be ${name} in the middle of the body`, async () => {
      world.faults.on(LIST, action('body'));
      const wire = await ask(patience);
      assert.deepEqual(wire.body, sound.subarray(0, Math.floor(sound.length / 2)));
      assert.equal(wire.ending, ending);
    });
  }

  test('that is stalled breaks when the rules are cleared', async () => {
    const rule = world.faults.on(LIST, stall());
    const wire = ask();
    await rule.applied();
    world.faults.clear();
    assert.notEqual((await wire).ending, 'open');
  });
});

describe('a body that drips', () => {
  test('comes in small pieces, and whole', async () => {
    world.faults.on(LIST, drip({ bytes: 200, every: 5 }));
    const wire = await ask();
    assert.deepEqual(wire.body, sound);
    assert.ok(wire.pieces >= sound.length / 200, `${wire.pieces} pieces`);
  });

  test('takes as long as it takes', async () => {
    world.faults.on(LIST, drip({ bytes: 1, every: 1000 }));
    const wire = await ask(100);
    assert.deepEqual([wire.body.length, wire.ending], [1, 'open']);
  });

  test('ends when the rules are cleared', async () => {
    const rule = world.faults.on(LIST, drip());
    const wire = ask();
    await rule.applied();
    world.faults.clear();
    assert.notEqual((await wire).ending, 'open');
  });
});

function fetchList(): Promise<Response> {
  return fetch(`${world.apiUrl()}/auth/plugin/datasource/list`, {
    headers: { cookie, 'x-csrf-token': csrf },
  });
}
