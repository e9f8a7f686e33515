import type { Source } from './source.js';

export const firecrawl: Source = {
  pluginId: 'langgenius/firecrawl_datasource',
  name: 'firecrawl',
  version: '0.2.4',
  brand: 'Firecrawl',
  label: { en_US: 'Firecrawl', zh_Hans: 'Firecrawl', pt_BR: 'Firecrawl', ja_JP: 'Firecrawl' },
  description: {
    en_US: 'Crawls a website page by page',
    zh_Hans: '逐页抓取网站内容',
    pt_BR: 'Percorre um site página por página',
    ja_JP: 'ウェブサイトをページごとにクロール',
  },
  icon: 'firecrawl.svg',
  credentialSchema: [
    {
      type: 'secret-input',
      name: 'firecrawl_api_key',
      required: true,
      label: {
        en_US: 'Firecrawl API Key',
        zh_Hans: 'Firecrawl API 密钥',
        pt_BR: 'Chave da API do Firecrawl',
        ja_JP: 'Firecrawl API キー',
      },
      help: {
        en_US: 'Get your Firecrawl API key from your Firecrawl account settings.',
        zh_Hans: '从您的 Firecrawl 账户设置中获取 Firecrawl API 密钥。',
        pt_BR: 'Obtenha sua chave da API nas configurações da sua conta Firecrawl.',
        ja_JP: 'Firecrawl アカウント設定から API キーを取得',
      },
      placeholder: {
        en_US: 'Please input your Firecrawl API key',
        zh_Hans: '请输入您的 Firecrawl API 密钥',
        pt_BR: 'Digite sua chave da API do Firecrawl',
        ja_JP: 'Firecrawl API キーを入力',
      },
      url: 'https://www.firecrawl.dev/account',
    },
    {
      type: 'text-input',
      name: 'base_url',
      required: false,
      label: {
        en_US: "Firecrawl server's Base URL",
        zh_Hans: 'Firecrawl 服务器的 Base URL',
        pt_BR: 'URL base do servidor Firecrawl',
        ja_JP: 'Firecrawl サーバーのベース URL',
      },
      help: {
        en_US: 'How to run Firecrawl on your own machine',
        zh_Hans: '如何在自己的机器上运行 Firecrawl',
        pt_BR: 'Como executar o Firecrawl na sua própria máquina',
        ja_JP: '自分のマシンで Firecrawl を動かす方法',
      },
      placeholder: { en_US: 'http://localhost:3002' },
      url: 'https://docs.firecrawl.dev/contributing/self-host',
    },
  ],
  keyCheck: {
    keyField: 'firecrawl_api_key',
    baseUrlField: 'base_url',
    method: 'GET',
    path: '/v1/team/credit-usage',
    keyOptional: false,
    keyPrefix: 'fc-',
    demoKey: 'fc-demo-key',
  },
  sample: {
    method: 'POST',
    path: '/v1/scrape',
    document: {
      title: 'Getting started | Example Docs',
      text: [
        '# Getting started',
        'Install the package, add your key, and run the first crawl. A crawl of a hundred pages takes about a minute.',
        '## Limits',
        'Pages behind a login are skipped.',
      ].join('\n\n'),
      url: 'https://docs.example.com/getting-started',
    },
  },
};
