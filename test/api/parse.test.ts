import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { DatasourceError } from '../../src/api/errors.js';
import { parseAuthorizationUrl, parseCredentialList, parseDatasourceList } from '../../src/api/parse.js';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The example of the contract (1.3), word for word. */
const EXAMPLE = {
  result: [
    {
      author: 'langgenius',
      provider: 'notion_datasource',
      plugin_id: 'langgenius/notion_datasource',
      plugin_unique_identifier: 'langgenius/notion_datasource:0.1.12@5f0a9c1d',
      icon: 'https://dify.example.com/console/api/workspaces/current/plugin/icon?tenant_id=1&filename=2.svg',
      name: 'notion_datasource',
      label: { en_US: 'Notion', zh_Hans: 'Notion', pt_BR: 'Notion', ja_JP: 'Notion' },
      description: { en_US: 'Notion Datasource', zh_Hans: null, pt_BR: null, ja_JP: null },
      credential_schema: [
        {
          type: 'secret-input',
          name: 'integration_secret',
          scope: null,
          required: true,
          default: null,
          options: null,
          multiple: false,
          label: { en_US: 'Integration Secret', zh_Hans: '接口密钥 (Integration Secret)' },
          help: { en_US: 'Get your integration token from the Notion Integrations page' },
          url: 'https://www.notion.so/profile/integrations',
          placeholder: { en_US: 'Enter your Notion Integration Token' },
        },
      ],
      oauth_schema: {
        client_schema: [
          {
            type: 'secret-input',
            name: 'client_id',
            required: false,
            label: { en_US: 'Client ID', zh_Hans: 'Client ID' },
            help: null,
            url: null,
            placeholder: null,
            default: null,
            options: null,
            scope: null,
            multiple: false,
          },
        ],
        credentials_schema: [
          { type: 'secret-input', name: 'access_token', label: { en_US: 'Access Token' } },
        ],
        oauth_custom_client_params: { client_id: '1f******9c', client_secret: 'se********23' },
        is_oauth_custom_client_enabled: true,
        is_system_oauth_params_exists: false,
        redirect_uri:
          'https://dify.example.com/console/api/oauth/plugin/langgenius/notion_datasource/notion_datasource/datasource/callback',
      },
      credentials_list: [
        {
          credential: { integration_secret: 'SFlCUk************Q=' },
          type: 'api-key',
          name: 'API KEY 1',
          avatar_url: 'default',
          id: '019a3c5e-7d2b-7f10-9c1e-3b2a0f6d8e11',
          is_default: true,
        },
        {
          credential: { access_token: 'SFlCUk************w=' },
          type: 'oauth2',
          name: "Acme's Notion",
          avatar_url: 'https://s3.example/icon.png',
          id: '019a3c60-11aa-7c44-8b0f-90cc1d2e3f44',
          is_default: false,
        },
      ],
    },
  ],
};

const secretField = (name: string, more: object): object => ({
  name,
  type: 'secret-input',
  required: false,
  default: null,
  options: [],
  label: null,
  help: null,
  placeholder: null,
  url: null,
  ...more,
});

describe('parseDatasourceList', () => {
  it('reads every field of the contract’s example', () => {
    const [source] = EXAMPLE.result;
    expect(plain(parseDatasourceList(EXAMPLE))).to.deep.equal({
      result: [
        {
          author: 'langgenius',
          provider: 'notion_datasource',
          plugin_id: 'langgenius/notion_datasource',
          plugin_unique_identifier: 'langgenius/notion_datasource:0.1.12@5f0a9c1d',
          icon: source!.icon,
          name: 'notion_datasource',
          label: { en_US: 'Notion', zh_Hans: 'Notion', pt_BR: 'Notion', ja_JP: 'Notion' },
          description: { en_US: 'Notion Datasource' },
          credential_schema: [
            secretField('integration_secret', {
              required: true,
              label: { en_US: 'Integration Secret', zh_Hans: '接口密钥 (Integration Secret)' },
              help: { en_US: 'Get your integration token from the Notion Integrations page' },
              placeholder: { en_US: 'Enter your Notion Integration Token' },
              url: 'https://www.notion.so/profile/integrations',
            }),
          ],
          oauth_schema: {
            client_schema: [
              secretField('client_id', { label: { en_US: 'Client ID', zh_Hans: 'Client ID' } }),
            ],
            credentials_schema: [secretField('access_token', { label: { en_US: 'Access Token' } })],
            oauth_custom_client_params: { client_id: '1f******9c', client_secret: 'se********23' },
            is_oauth_custom_client_enabled: true,
            is_system_oauth_params_exists: false,
            redirect_uri: source!.oauth_schema.redirect_uri,
          },
          credentials_list: [
            {
              id: '019a3c5e-7d2b-7f10-9c1e-3b2a0f6d8e11',
              name: 'API KEY 1',
              type: 'api-key',
              is_default: true,
              avatar_url: null,
              credential: { integration_secret: 'SFlCUk************Q=' },
            },
            {
              id: '019a3c60-11aa-7c44-8b0f-90cc1d2e3f44',
              name: "Acme's Notion",
              type: 'oauth2',
              is_default: false,
              avatar_url: 'https://s3.example/icon.png',
              credential: { access_token: 'SFlCUk************w=' },
            },
          ],
        },
      ],
    });
  });

  it('reads what it wrote: a second pass changes nothing', () => {
    const once = parseDatasourceList(EXAMPLE);
    expect(plain(parseDatasourceList(once))).to.deep.equal(plain(once));
    const credentials = { result: EXAMPLE.result[0]!.credentials_list };
    const read = parseCredentialList(credentials);
    expect(plain(parseCredentialList(read))).to.deep.equal(plain(read));
  });

  it('fills in what a source need not have', () => {
    const { result } = parseDatasourceList({ result: [{ name: 'x', plugin_id: 'a/b' }] });
    expect(plain(result[0])).to.deep.equal({
      name: 'x',
      plugin_id: 'a/b',
      provider: 'x',
      author: '',
      plugin_unique_identifier: '',
      icon: '',
      label: { en_US: 'x' },
      description: {},
      credential_schema: [],
      oauth_schema: null,
      credentials_list: [],
    });
  });

  it('takes null for absent everywhere that the contract allows it', () => {
    const absent = parseDatasourceList({ result: [{ name: 'x', plugin_id: 'a/b' }] });
    const nulls = parseDatasourceList({
      result: [
        {
          name: 'x',
          plugin_id: 'a/b',
          provider: null,
          author: null,
          plugin_unique_identifier: null,
          icon: null,
          label: null,
          description: null,
          credential_schema: null,
          oauth_schema: null,
          credentials_list: null,
        },
      ],
    });
    expect(plain(nulls)).to.deep.equal(plain(absent));
  });

  it('fills in what an OAuth schema need not have', () => {
    const { result } = parseDatasourceList({ result: [{ name: 'x', plugin_id: 'a/b', oauth_schema: {} }] });
    expect(plain(result[0]!.oauth_schema)).to.deep.equal({
      client_schema: [],
      credentials_schema: [],
      oauth_custom_client_params: {},
      is_oauth_custom_client_enabled: false,
      is_system_oauth_params_exists: false,
      redirect_uri: '',
    });
  });

  it('keeps an API-key-only source (oauth_schema null) and an OAuth-only source (credential_schema [])', () => {
    const { result } = parseDatasourceList({
      result: [
        { name: 'jinareader', plugin_id: 'langgenius/jina_datasource', oauth_schema: null },
        {
          name: 'google_drive',
          plugin_id: 'langgenius/google_drive',
          credential_schema: [],
          oauth_schema: {},
        },
      ],
    });
    expect(result[0]!.oauth_schema).to.be.null;
    expect(result[1]!.credential_schema).to.deep.equal([]);
    expect(result[1]!.oauth_schema).not.to.be.null;
  });

  const field = (schema: object): unknown =>
    plain(
      parseDatasourceList({ result: [{ name: 'x', plugin_id: 'a/b', credential_schema: [schema] }] })
        .result[0]!.credential_schema[0],
    );

  for (const type of ['app-selector', 'model-selector', 'array[tools]', 'files', 'something-new']) {
    it(`keeps the field type ${type}`, () => {
      expect(field({ name: 'f', type })).to.have.property('type', type);
    });
  }

  it('reads options, with plain and missing labels, and keeps every kind of default', () => {
    expect(
      field({
        name: 'f',
        type: 'select',
        options: [
          { value: 'a', label: { en_US: 'A', ja_JP: null } },
          { value: 'b', label: 'B' },
          { value: 'c' },
        ],
      }),
    ).to.have.deep.property('options', [
      { value: 'a', label: { en_US: 'A' } },
      { value: 'b', label: { en_US: 'B' } },
      { value: 'c', label: { en_US: 'c' } },
    ]);
    for (const value of [false, true, 0, 1.5, '', 'text', null])
      expect(field({ name: 'f', type: 't', default: value })).to.have.property('default', value);
    expect(field({ name: 'f', type: 't', default: ['list'] })).to.have.property('default', null);
    expect(field({ name: 'f', type: 't', label: 'Plain' })).to.have.deep.property('label', {
      en_US: 'Plain',
    });
  });

  it('ignores keys that it does not know', () => {
    const { result } = parseDatasourceList({
      has_more: false,
      result: [
        {
          name: 'x',
          plugin_id: 'a/b',
          surprise: { deep: [1] },
          credentials_list: [{ id: 'i', name: 'n', type: 't', user_id: 7 }],
        },
      ],
    });
    expect(result[0]).not.to.have.property('surprise');
    expect(result[0]!.credentials_list[0]).not.to.have.property('user_id');
  });
});

describe('parseCredentialList', () => {
  const one = (overrides: object): Record<string, unknown> =>
    plain(
      parseCredentialList({ result: [{ id: 'i', name: 'n', type: 'oauth2', ...overrides }] }).result[0],
    ) as Record<string, unknown>;

  for (const [sent, read] of [
    ['default', null],
    ['', null],
    [null, null],
    [undefined, null],
    ['https://x.example/a.png', 'https://x.example/a.png'],
  ])
    it(`reads avatar_url ${JSON.stringify(sent)} as ${JSON.stringify(read)}`, () => {
      expect(one({ avatar_url: sent })['avatar_url']).to.equal(read);
    });

  for (const visibility of ['only_me', 'all_team_members', 'partial_members'])
    it(`keeps the visibility ${visibility}`, () => {
      expect(one({ visibility })).to.have.property('visibility', visibility);
    });

  for (const visibility of [null, undefined, 'everyone', 7, ['only_me'], '__proto__'])
    it(`leaves out the visibility ${JSON.stringify(visibility)}`, () => {
      expect(one({ visibility })).not.to.have.property('visibility');
    });

  it('keeps unknown types, and takes a missing is_default for false', () => {
    expect(one({ type: 'unauthorized' })['type']).to.equal('unauthorized');
    expect(one({})['is_default']).to.equal(false);
  });

  it('keeps the names of stored values that no form can hold: an update replaces them all', () => {
    expect(
      one({ credential: { a: 'x', b: 1, c: false, d: null, e: [1], f: { g: 1 } } })['credential'],
    ).to.deep.equal({
      a: 'x',
      b: 1,
      c: false,
      d: null,
      e: null,
      f: null,
    });
    expect(one({ credential: null })['credential']).to.deep.equal({});
  });

  it('reads an empty list', () => {
    expect(parseCredentialList({ result: [] })).to.deep.equal({ result: [] });
  });
});

describe('an answer that breaks the contract is refused, and the error names the place', () => {
  const source = (overrides: object): unknown => ({
    result: [
      { name: 'ok', plugin_id: 'a/b' },
      { name: 'x', plugin_id: 'a/b', ...overrides },
    ],
  });
  const withField = (overrides: object): unknown =>
    source({ credential_schema: [{ name: 'f', type: 't', ...overrides }] });
  const withOauth = (overrides: object): unknown => source({ oauth_schema: overrides });
  const withCredential = (overrides: object): unknown =>
    source({ credentials_list: [{ id: 'i', name: 'n', type: 't', ...overrides }] });

  const LIST: [json: unknown, path: string][] = [
    [null, ''],
    [undefined, ''],
    [[], ''],
    ['text', ''],
    [7, ''],
    [true, ''],
    [{}, 'result'],
    [{ result: null }, 'result'],
    [{ result: {} }, 'result'],
    [{ result: 'x' }, 'result'],
    [{ result: { length: 1, 0: {} } }, 'result'],
    [{ result: [null] }, 'result[0]'],
    [{ result: [[]] }, 'result[0]'],
    [{ result: ['x'] }, 'result[0]'],
    [{ result: [{}] }, 'result[0].name'],
    [{ result: [{ name: 'x' }] }, 'result[0].plugin_id'],
    [source({ name: null }), 'result[1].name'],
    [source({ name: 7 }), 'result[1].name'],
    [source({ plugin_id: null }), 'result[1].plugin_id'],
    [source({ plugin_id: ['a/b'] }), 'result[1].plugin_id'],
    [source({ provider: 7 }), 'result[1].provider'],
    [source({ author: {} }), 'result[1].author'],
    [source({ icon: { content: '🧿' } }), 'result[1].icon'],
    [source({ plugin_unique_identifier: 1 }), 'result[1].plugin_unique_identifier'],
    [source({ label: 7 }), 'result[1].label'],
    [source({ label: ['Notion'] }), 'result[1].label'],
    [source({ label: { en_US: 7 } }), 'result[1].label.en_US'],
    [source({ description: { zh_Hans: {} } }), 'result[1].description.zh_Hans'],
    [source({ credential_schema: {} }), 'result[1].credential_schema'],
    [source({ credential_schema: [null] }), 'result[1].credential_schema[0]'],
    [source({ credential_schema: [{ type: 't' }] }), 'result[1].credential_schema[0].name'],
    [withField({ type: null }), 'result[1].credential_schema[0].type'],
    [withField({ required: 'yes' }), 'result[1].credential_schema[0].required'],
    [withField({ required: 1 }), 'result[1].credential_schema[0].required'],
    [withField({ options: {} }), 'result[1].credential_schema[0].options'],
    [withField({ options: ['a'] }), 'result[1].credential_schema[0].options[0]'],
    [
      withField({ options: [{ value: 'a' }, { value: 7 }] }),
      'result[1].credential_schema[0].options[1].value',
    ],
    [withField({ options: [{ value: 'a', label: 7 }] }), 'result[1].credential_schema[0].options[0].label'],
    [withField({ label: true }), 'result[1].credential_schema[0].label'],
    [withField({ help: { en_US: [] } }), 'result[1].credential_schema[0].help.en_US'],
    [withField({ placeholder: 7 }), 'result[1].credential_schema[0].placeholder'],
    [withField({ url: {} }), 'result[1].credential_schema[0].url'],
    [withOauth([]), 'result[1].oauth_schema'],
    [source({ oauth_schema: 'x' }), 'result[1].oauth_schema'],
    [withOauth({ client_schema: {} }), 'result[1].oauth_schema.client_schema'],
    [withOauth({ client_schema: [{ name: 'c' }] }), 'result[1].oauth_schema.client_schema[0].type'],
    [withOauth({ credentials_schema: 'x' }), 'result[1].oauth_schema.credentials_schema'],
    [withOauth({ oauth_custom_client_params: [] }), 'result[1].oauth_schema.oauth_custom_client_params'],
    [
      withOauth({ is_oauth_custom_client_enabled: 'true' }),
      'result[1].oauth_schema.is_oauth_custom_client_enabled',
    ],
    [withOauth({ is_system_oauth_params_exists: 1 }), 'result[1].oauth_schema.is_system_oauth_params_exists'],
    [withOauth({ redirect_uri: false }), 'result[1].oauth_schema.redirect_uri'],
    [source({ credentials_list: {} }), 'result[1].credentials_list'],
    [source({ credentials_list: [7] }), 'result[1].credentials_list[0]'],
    [withCredential({ id: null }), 'result[1].credentials_list[0].id'],
    [withCredential({ id: 7 }), 'result[1].credentials_list[0].id'],
    [withCredential({ name: undefined }), 'result[1].credentials_list[0].name'],
    [withCredential({ type: null }), 'result[1].credentials_list[0].type'],
    [withCredential({ is_default: 'yes' }), 'result[1].credentials_list[0].is_default'],
    [withCredential({ avatar_url: 7 }), 'result[1].credentials_list[0].avatar_url'],
    [withCredential({ credential: [] }), 'result[1].credentials_list[0].credential'],
    [withCredential({ credential: 'x' }), 'result[1].credentials_list[0].credential'],
  ];
  const CREDENTIALS: [json: unknown, path: string][] = [
    [null, ''],
    [{ result: 'success' }, 'result'],
    [{ result: [{}] }, 'result[0].id'],
    [{ result: [{ id: 'i' }] }, 'result[0].name'],
    [{ result: [{ id: 'i', name: 'n' }] }, 'result[0].type'],
  ];
  const URLS: [json: unknown, path: string][] = [
    [null, ''],
    ['https://x.example', ''],
    [{}, 'authorization_url'],
    [{ authorization_url: null }, 'authorization_url'],
    [{ authorization_url: ['https://x.example'] }, 'authorization_url'],
    [Object.create({ authorization_url: 'https://inherited.example' }), 'authorization_url'],
  ];

  const refuses = (parse: (json: unknown) => unknown, json: unknown, path: string): void => {
    it(`${parse.name}: ${JSON.stringify(json)?.slice(0, 90)} → ${path || '(the answer)'}`, () => {
      expect(() => parse(json))
        .to.throw(DatasourceError)
        .that.includes({ code: 'contract', path, retryable: false });
    });
  };
  for (const [json, path] of LIST) refuses(parseDatasourceList, json, path);
  for (const [json, path] of CREDENTIALS) refuses(parseCredentialList, json, path);
  for (const [json, path] of URLS) refuses(parseAuthorizationUrl, json, path);

  it('throws nothing but contract errors, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const parse of [parseDatasourceList, parseCredentialList, parseAuthorizationUrl])
          for (const json of [value, { result: value }, { result: [value] }])
            try {
              parse(json);
            } catch (thrown) {
              expect(thrown).to.be.instanceOf(DatasourceError);
              expect((thrown as DatasourceError).code).to.equal('contract');
            }
      }),
      { numRuns: 500 },
    );
  });

  it('names the kind that was found, never the value', () => {
    const thrown = (() => {
      try {
        return parseCredentialList({ result: [{ id: 'i', name: ['sk-secret'], type: 't' }] });
      } catch (error) {
        return error as DatasourceError;
      }
    })() as DatasourceError;
    expect(thrown.message).to.contain('result[0].name').and.to.contain('an array');
    expect(JSON.stringify(thrown) + thrown.stack).not.to.contain('sk-secret');
  });
});

describe('hostile keys pollute nothing (F6)', () => {
  const HOSTILE = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__'];
  for (const key of HOSTILE) {
    it(key, () => {
      const text = `{"result":[{"name":"x","plugin_id":"a/b","${key}":{"polluted":"yes"},
        "label":{"en_US":"X","${key}":"label"},
        "oauth_schema":{"oauth_custom_client_params":{"${key}":"param"}},
        "credentials_list":[{"id":"i","name":"n","type":"t","credential":{"${key}":"secret","a":"b"}}]}]}`;
      const [source] = parseDatasourceList(JSON.parse(text)).result;
      expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
      expect(Object.getPrototypeOf({})).to.equal(Object.prototype);
      for (const map of [
        source!.label,
        source!.oauth_schema!.oauth_custom_client_params,
        source!.credentials_list[0]!.credential,
      ]) {
        expect(Object.getPrototypeOf(map)).to.equal(null);
        expect(Object.keys(map)).to.include(key);
      }
      expect(Object.getPrototypeOf(source)).to.equal(Object.prototype);
    });
  }

  it('reads own members only, so that a polluted page changes nothing', () => {
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    prototype['oauth_schema'] = { redirect_uri: 'https://evil.example' };
    prototype['visibility'] = 'only_me';
    try {
      const { result } = parseDatasourceList({
        result: [{ name: 'x', plugin_id: 'a/b', credentials_list: [{ id: 'i', name: 'n', type: 't' }] }],
      });
      expect(result[0]!.oauth_schema).to.equal(null);
      expect(result[0]!.credentials_list[0]!.visibility).to.equal(undefined);
    } finally {
      delete prototype['oauth_schema'];
      delete prototype['visibility'];
    }
  });
});
