import { expect } from '@open-wc/testing';
import { DatasourceClient } from '../../src/api/client.js';
import type { DatasourceError } from '../../src/api/errors.js';
import { Http } from '../../src/api/http.js';
import { FakeServer } from '../support/fake-server.js';

const failureOf = (run: Promise<unknown>): Promise<DatasourceError> =>
  run.then(
    () => {
      throw new Error('it succeeded');
    },
    (reason: unknown) => reason as DatasourceError,
  );

describe('the address of the API (D3)', () => {
  for (const baseUrl of [
    '/console/api?x=1',
    '/console/api?',
    '/console/api#x',
    'https://api.example/console?token=secret-canary',
    'https://anne:secret-canary@api.example/console/api',
    'https://anne@api.example',
    'javascript:alert(1)',
    'data:application/json,{}',
    'blob:https://api.example/1',
    'ftp://api.example',
    'http://',
    'https://api.example:99999',
    'https://[::1',
  ])
    it(`${baseUrl.replace('secret-canary', '…')} is refused, and nothing is sent`, async () => {
      const server = new FakeServer();
      const client = new DatasourceClient({ fetch: server.fetch, baseUrl });
      const error = await failureOf(client.listDatasources());
      expect(error).to.include({ code: 'config', retryable: false });
      expect(error.message).to.contain('base-url').and.not.to.contain('canary');
      expect(await failureOf(client.getAuthorizationUrl({ pluginId: 'a/b', provider: 'c' }))).to.include({
        code: 'config',
      });
      expect(server.requests).to.be.empty;
    });

  for (const baseUrl of [
    '/console/api',
    '/console/api/',
    'console/api',
    ' /console/api ',
    './console/api',
    '',
    '/',
    'https://api.example',
    'https://api.example/console/api///',
    'http://127.0.0.1:5001/console/api',
    '//api.example/console/api',
  ])
    it(`${JSON.stringify(baseUrl)} is taken`, async () => {
      const asked: string[] = [];
      const client = new DatasourceClient({
        baseUrl,
        fetch: (input) => {
          asked.push(String(input));
          return Promise.resolve(new Response('{"result":[]}'));
        },
      });
      await client.listDatasources();
      expect(asked).to.have.length(1);
      expect(asked[0]!)
        .to.match(/[^/ ]?\/auth\/plugin\/datasource\/list$/)
        .and.not.match(/ |[^:]\/\//);
    });

  it('nothing is sent to anywhere else, whatever a path holds', async () => {
    const server = new FakeServer();
    for (const [baseUrl, path] of [
      ['https://api.example', '@evil.example/x'],
      ['https://api.example', '.evil.example/x'],
      ['https://api.example/console/api', '/../../x'],
      ['https://api.example/console/api', '/..%2f/../../x'],
      ['/console/api', '/../../../x'],
      ['', '//evil.example/x'],
      ['', '/\\evil.example/x'],
    ] as const) {
      const http = new Http({ fetch: server.fetch, baseUrl, getAccessToken: () => 'token' });
      expect(await failureOf(http.request({ method: 'GET', path })), path).to.include({ code: 'config' });
    }
    expect(server.requests).to.be.empty;
  });

  it('is found although the page has an element by the name of what tells it (F7)', async () => {
    const images = ['baseURI', 'cookie', 'location', 'defaultView', 'addEventListener'].map((name) => {
      const image = document.createElement('img');
      image.name = name;
      return image;
    });
    document.cookie = 'csrf_token=csrf; path=/';
    document.body.append(...images);
    try {
      expect(document.cookie as unknown).to.equal(images[1]);
      const server = new FakeServer();
      await new DatasourceClient({ fetch: server.fetch }).listDatasources();
      expect(server.requests[0]!.headers.get('X-CSRF-Token')).to.equal('csrf');
    } finally {
      for (const image of images) image.remove();
      document.cookie = 'csrf_token=; path=/; max-age=0';
    }
  });

  for (const [option, token] of [
    ['getAccessToken', 'canary\nx'],
    ['getCsrfToken', 'canary\u{1f600}'],
  ] as const)
    it(`a token of ${option} that no header can hold is refused, and not repeated (G3)`, async () => {
      const server = new FakeServer();
      const client = new DatasourceClient({ fetch: server.fetch, [option]: () => token });
      const error = await failureOf(client.listDatasources());
      expect(error).to.include({ code: 'config' });
      expect(error.message + (error.stack ?? ''))
        .not.to.contain('canary\n')
        .and.not.contain('canary\u{1f600}');
      expect(server.requests).to.be.empty;
    });
});
