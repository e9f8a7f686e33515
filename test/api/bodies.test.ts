import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import type { DatasourceError } from '../../src/api/errors.js';

const failureOf = (run: Promise<unknown>): Promise<DatasourceError> =>
  run.then(
    () => {
      throw new Error('it succeeded');
    },
    (reason: unknown) => reason as DatasourceError,
  );
const clientOf = (answer: () => Response): DatasourceClient =>
  new DatasourceClient({ fetch: () => Promise.resolve(answer()) });
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A body without end that counts what is taken of it. */
function endless(
  chunk: string,
  status: number,
): { response: Response; read: () => number; cancelled: () => boolean } {
  let read = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        read += chunk.length;
        controller.enqueue(bytes(chunk));
      },
      cancel() {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { response: new Response(body, { status }), read: () => read, cancelled: () => cancelled };
}

describe('bodies (D8)', () => {
  const LABEL = 'Ünïcødé 接口密钥 😀';
  const ANSWER = JSON.stringify({
    result: [{ name: 'x', plugin_id: 'a/b', label: { en_US: LABEL }, credentials_list: [] }],
  });

  it('of an error is read up to 64 kB, and the rest is given up', async () => {
    const { response, read, cancelled } = endless('x'.repeat(1_000), 500);
    expect(await failureOf(clientOf(() => response).listDatasources())).to.include({
      code: 'server',
      status: 500,
    });
    expect(read()).to.be.within(65_536, 68_000);
    expect(cancelled()).to.be.true;
  });

  it('of an error whose words come within 64 kB is heard, however it goes on', async () => {
    const body = JSON.stringify({ code: 'invalid_param', message: 'Why.', details: 'x'.repeat(60_000) });
    expect(await failureOf(clientOf(() => new Response(body, { status: 400 })).listDatasources())).to.include(
      {
        message: 'Why.',
      },
    );
  });

  it('of a success is read up to 32 MB, and the rest is given up', async () => {
    const { response, read, cancelled } = endless(' '.repeat(1_000_000), 200);
    const error = await failureOf(clientOf(() => response).listDatasources());
    expect(error).to.include({ code: 'bad_response', status: 200 });
    expect(read()).to.be.within(33_554_432, 35_000_000);
    expect(cancelled()).to.be.true;
  });

  it('of 10 000 sources is read', async () => {
    const item = { name: 'x', plugin_id: 'a/b', label: { en_US: 'x'.repeat(300) } };
    const body = JSON.stringify({ result: Array.from({ length: 10_000 }, () => item) });
    expect((await clientOf(() => new Response(body)).listDatasources()).result).to.have.length(10_000);
  });

  it('may come in pieces of any size, through the middle of letters', async () => {
    const all = bytes(ANSWER);
    for (const size of [1, 2, 3, 7, all.length]) {
      let at = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= all.length) return controller.close();
          controller.enqueue(all.slice(at, at + size));
          at += size;
        },
      });
      const { result } = await clientOf(() => new Response(body)).listDatasources();
      expect(result[0]!.label['en_US']).to.equal(LABEL);
    }
  });

  it('cut off after any sixteenth is no answer, and no part of one', async () => {
    const all = bytes(ANSWER);
    for (let part = 0; part < 16; part++) {
      const cut = all.slice(0, Math.floor((all.length * part) / 16));
      const error = await failureOf(clientOf(() => new Response(cut)).listDatasources());
      expect(error, `${part}/16`).to.include({ code: 'bad_response', status: 200, retryable: true });
      expect(error.message).not.to.match(/unexpected|token|json|undefined/i);
    }
  });

  it('behind a byte order mark is read', async () => {
    const client = clientOf(() => new Response(new Blob([new Uint8Array([0xef, 0xbb, 0xbf]), ANSWER])));
    expect((await client.listDatasources()).result).to.have.length(1);
  });

  it('of another type is read all the same, for the type is often wrong', async () => {
    const client = clientOf(() => new Response(ANSWER, { headers: { 'Content-Type': 'text/html' } }));
    expect((await client.listDatasources()).result).to.have.length(1);
  });

  for (const [name, wrong] of [
    ['a lone byte', [0xff]],
    ['a letter that breaks off', [0xe6, 0x8e]],
    ['an overlong form', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
  ] as const)
    it(`with ${name} is no answer: what is shown garbled may be saved again as it looks`, async () => {
      const body = new Blob(['{"result":[],"x":"', new Uint8Array(wrong), '"}']);
      const error = await failureOf(clientOf(() => new Response(body)).listDatasources());
      expect(error).to.include({ code: 'bad_response', status: 200 });
      const refusal = new Blob(['{"code":"x","message":"', new Uint8Array(wrong), '"}']);
      expect(
        await failureOf(clientOf(() => new Response(refusal, { status: 403 })).listDatasources()),
      ).to.include({ code: 'forbidden', status: 403, message: 'You do not have permission to do this.' });
    });

  it('of a fetch that knows no streams is read', async () => {
    const plain = {
      ok: true,
      status: 200,
      type: 'basic',
      headers: new Headers(),
      text: () => Promise.resolve(ANSWER),
    };
    const client = new DatasourceClient({ fetch: () => Promise.resolve(plain as unknown as Response) });
    expect((await client.listDatasources()).result).to.have.length(1);
  });
});
