import type { Field, I18n, Source } from '../sources/source.js';

/** A field as the server sends it: every key present, `null` where a plugin says nothing (contract 1.3). */
export function wireField(field: Field): Record<string, unknown> {
  return {
    type: field.type,
    name: field.name,
    scope: null,
    required: field.required,
    default: field.default ?? null,
    options: null,
    multiple: false,
    label: wireText(field.label),
    help: field.help ? wireText(field.help) : null,
    url: field.url ?? null,
    placeholder: field.placeholder ? wireText(field.placeholder) : null,
  };
}

export function wireText(text: I18n): Record<string, string | null> {
  return {
    en_US: text.en_US,
    zh_Hans: text.zh_Hans ?? null,
    pt_BR: text.pt_BR ?? null,
    ja_JP: text.ja_JP ?? null,
  };
}

/** The fields of "OAuth Client Settings": both are secret-inputs (contract 7). Their help leads to where a client is registered. */
export function oauthClientSchema(source: Source | undefined, oauthUrl: string): Field[] {
  if (!source?.oauth) return [];
  const shared = {
    type: 'secret-input',
    required: source.oauth.clientFieldsRequired,
    help: {
      en_US: `Register an app at ${source.brand} to get its client ID and secret`,
      zh_Hans: `在 ${source.brand} 注册应用以获取客户端 ID 和密钥`,
      pt_BR: `Registre um aplicativo no ${source.brand} para obter o ID e o segredo do cliente`,
      ja_JP: `${source.brand} でアプリを登録してクライアント ID とシークレットを取得`,
    },
    url: `${oauthUrl}/apps?source=${source.name}`,
  } as const;
  return [
    {
      ...shared,
      name: 'client_id',
      label: { en_US: 'Client ID', zh_Hans: '客户端 ID', pt_BR: 'ID do cliente', ja_JP: 'クライアント ID' },
      placeholder: { en_US: 'Enter your client ID', zh_Hans: '请输入您的客户端 ID' },
    },
    {
      ...shared,
      name: 'client_secret',
      label: {
        en_US: 'Client Secret',
        zh_Hans: '客户端密钥',
        pt_BR: 'Segredo do cliente',
        ja_JP: 'クライアントシークレット',
      },
      placeholder: { en_US: 'Enter your client secret', zh_Hans: '请输入您的客户端密钥' },
    },
  ];
}

/** What an authorization yields; all of it is secret. */
export const TOKEN_SCHEMA: Field[] = [
  {
    type: 'secret-input',
    name: 'access_token',
    required: true,
    label: { en_US: 'Access Token', zh_Hans: '访问令牌' },
  },
  {
    type: 'secret-input',
    name: 'refresh_token',
    required: false,
    label: { en_US: 'Refresh Token', zh_Hans: '刷新令牌' },
  },
];
