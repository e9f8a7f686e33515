import type { Source } from './source.js';

export const notion: Source = {
  pluginId: 'langgenius/notion_datasource',
  name: 'notion_datasource',
  version: '0.1.12',
  brand: 'Notion',
  label: { en_US: 'Notion', zh_Hans: 'Notion', pt_BR: 'Notion', ja_JP: 'Notion' },
  description: {
    en_US: 'Pages and databases of a Notion workspace',
    zh_Hans: 'Notion 工作区中的页面和数据库',
    pt_BR: 'Páginas e bancos de dados de um workspace do Notion',
    ja_JP: 'Notion ワークスペースのページとデータベース',
  },
  icon: 'notion.svg',
  credentialSchema: [
    {
      type: 'secret-input',
      name: 'integration_secret',
      required: true,
      label: {
        en_US: 'Integration Secret',
        zh_Hans: '接口密钥 (Integration Secret)',
        pt_BR: 'Segredo da integração',
        ja_JP: 'インテグレーションシークレット',
      },
      help: {
        en_US: 'Get your integration token from the Notion Integrations page',
        zh_Hans: '从 Notion 集成页面获取您的集成令牌',
        pt_BR: 'Obtenha seu token de integração na página de integrações do Notion',
        ja_JP: 'Notion のインテグレーションページでトークンを取得',
      },
      placeholder: {
        en_US: 'Enter your Notion Integration Token',
        zh_Hans: '请输入您的 Notion 集成令牌',
        pt_BR: 'Digite seu token de integração do Notion',
        ja_JP: 'Notion インテグレーショントークンを入力',
      },
      url: 'https://www.notion.so/profile/integrations',
    },
  ],
  keyCheck: {
    keyField: 'integration_secret',
    method: 'GET',
    path: '/v1/users/me',
    keyOptional: false,
    keyPrefix: 'ntn_',
    demoKey: 'ntn_demo_key',
  },
  oauth: {
    hasSystemClient: true,
    clientFieldsRequired: false,
    permissions: [
      { scope: 'notion.pages.read', text: 'View the pages and databases that you select' },
      { scope: 'notion.comments.read', text: 'View comments on those pages' },
      { scope: 'notion.users.read', text: 'View the names and email addresses of workspace members' },
    ],
    accountName: "Anne's Notion",
    hasAvatar: true,
  },
  sample: {
    method: 'GET',
    path: '/v1/pages/product-handbook',
    document: {
      title: 'Product handbook',
      text: [
        'How we work',
        'Every change starts with a short note: what is wrong, who it hurts, how we will know that it is better. Two people read it before anybody builds.',
        'Releases',
        'We release on Tuesdays. What is not ready waits a week; nobody works late for a date.',
      ].join('\n\n'),
      url: 'https://www.notion.so/product-handbook',
    },
  },
};
