import type { Source } from './source.js';

export const jinaReader: Source = {
  pluginId: 'langgenius/jina_datasource',
  name: 'jinareader',
  version: '0.0.5',
  brand: 'Jina Reader',
  label: { en_US: 'Jina Reader', zh_Hans: 'Jina Reader', pt_BR: 'Jina Reader', ja_JP: 'Jina Reader' },
  description: {
    en_US: 'Reads a web page and turns it into text',
    zh_Hans: '读取网页并将其转换为文本',
    pt_BR: 'Lê uma página da web e a transforma em texto',
    ja_JP: 'ウェブページを読み取ってテキストに変換',
  },
  icon: 'jina-reader.svg',
  credentialSchema: [
    {
      type: 'secret-input',
      name: 'api_key',
      required: false,
      label: {
        en_US: "API Key (leave empty if you don't have one)",
        zh_Hans: 'API 密钥（可留空）',
        pt_BR: 'Chave da API (deixe em branco se não tiver uma)',
        ja_JP: 'API キー（お持ちでない場合は空欄）',
      },
      help: {
        en_US: 'Get your API key from Jina AI',
        zh_Hans: '从 Jina AI 获取您的 API 密钥',
        pt_BR: 'Obtenha sua chave da API na Jina AI',
        ja_JP: 'Jina AI で API キーを取得',
      },
      placeholder: {
        en_US: 'Enter your Jina API key',
        zh_Hans: '请输入您的 Jina API 密钥',
        pt_BR: 'Digite sua chave da API da Jina',
        ja_JP: 'Jina API キーを入力',
      },
      url: 'https://jina.ai/api-dashboard/',
    },
  ],
  keyCheck: {
    keyField: 'api_key',
    method: 'GET',
    path: '/v1/reader',
    keyOptional: true,
    keyPrefix: 'jina_',
    demoKey: 'jina_demo_key',
  },
  sample: {
    method: 'GET',
    path: '/v1/reader/example.com',
    document: {
      title: 'Example Domain',
      text: [
        '# Example Domain',
        'This domain is for use in illustrative examples in documents. You may use it in literature without prior coordination or asking for permission.',
      ].join('\n\n'),
      url: 'https://example.com/',
    },
  },
};
