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
};
