import type { Source } from './source.js';

export const oneDrive: Source = {
  pluginId: 'langgenius/onedrive',
  name: 'onedrive',
  version: '0.1.4',
  brand: 'OneDrive',
  label: { en_US: 'OneDrive', zh_Hans: 'OneDrive', pt_BR: 'OneDrive', ja_JP: 'OneDrive' },
  description: {
    en_US: 'Files and folders of OneDrive',
    zh_Hans: 'OneDrive 中的文件和文件夹',
    pt_BR: 'Arquivos e pastas do OneDrive',
    ja_JP: 'OneDrive のファイルとフォルダ',
  },
  icon: 'onedrive.svg',
  credentialSchema: [],
  oauth: {
    hasSystemClient: true,
    clientFieldsRequired: true,
    permissions: [
      { scope: 'User.Read', text: 'Sign you in and read your profile' },
      { scope: 'Files.Read.All', text: 'Read all files that you can access' },
    ],
    accountName: "Anne's OneDrive",
    hasAvatar: false,
  },
  sample: {
    method: 'GET',
    path: '/v1.0/me/drive/items/travel-policy/content',
    document: {
      title: 'Travel policy.pdf',
      text: [
        'Travel policy',
        'Book trains for journeys under five hours. Hotels up to 140 per night need no approval.',
        'Receipts belong in the shared folder within two weeks.',
      ].join('\n\n'),
      url: 'https://onedrive.live.com/?id=travel-policy',
    },
  },
};
