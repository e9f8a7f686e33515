import type { Source } from './source.js';

export const dropbox: Source = {
  pluginId: 'langgenius/dropbox_datasource',
  name: 'dropbox',
  version: '0.1.3',
  brand: 'Dropbox',
  label: { en_US: 'Dropbox', zh_Hans: 'Dropbox', pt_BR: 'Dropbox', ja_JP: 'Dropbox' },
  description: {
    en_US: 'Files and folders of Dropbox',
    zh_Hans: 'Dropbox 中的文件和文件夹',
    pt_BR: 'Arquivos e pastas do Dropbox',
    ja_JP: 'Dropbox のファイルとフォルダ',
  },
  icon: 'dropbox.svg',
  credentialSchema: [
    {
      type: 'secret-input',
      name: 'access_token',
      required: true,
      label: {
        en_US: 'Access Token',
        zh_Hans: '访问令牌',
        pt_BR: 'Token de acesso',
        ja_JP: 'アクセストークン',
      },
      help: {
        en_US: 'Get your access token from the Dropbox App Console',
        zh_Hans: '从 Dropbox App Console 获取您的访问令牌',
        pt_BR: 'Obtenha seu token de acesso no Dropbox App Console',
        ja_JP: 'Dropbox App Console でアクセストークンを取得',
      },
      placeholder: {
        en_US: 'Enter your Dropbox access token',
        zh_Hans: '请输入您的 Dropbox 访问令牌',
        pt_BR: 'Digite seu token de acesso do Dropbox',
        ja_JP: 'Dropbox アクセストークンを入力',
      },
      url: 'https://www.dropbox.com/developers/apps',
    },
  ],
  keyCheck: {
    keyField: 'access_token',
    method: 'POST',
    path: '/2/users/get_current_account',
    keyOptional: false,
    keyPrefix: 'sl.',
    demoKey: 'sl.demo-token',
  },
  oauth: {
    hasSystemClient: true,
    clientFieldsRequired: true,
    permissions: [
      { scope: 'account_info.read', text: 'View your Dropbox account, such as your name and email address' },
      { scope: 'files.metadata.read', text: 'View information about your files and folders' },
      { scope: 'files.content.read', text: 'View the content of your files and folders' },
    ],
    accountName: "Anne's Dropbox",
    hasAvatar: false,
  },
  sample: {
    method: 'POST',
    path: '/2/files/download',
    document: {
      title: 'Meeting notes.md',
      text: [
        '# Meeting notes',
        'Present: Anne, Norman. We agreed to keep the old import until every team has moved.',
        'Open: who tells the customers, and when.',
      ].join('\n\n'),
    },
  },
};
