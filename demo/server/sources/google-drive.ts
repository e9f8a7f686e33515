import type { Source } from './source.js';

/** OAuth only, and only with a client that the workspace registers itself, as on a self-hosted server (contract 7). */
export const googleDrive: Source = {
  pluginId: 'langgenius/google_drive',
  name: 'google_drive',
  version: '0.1.6',
  brand: 'Google Drive',
  label: { en_US: 'Google Drive', zh_Hans: '谷歌云端硬盘', pt_BR: 'Google Drive', ja_JP: 'Google ドライブ' },
  description: {
    en_US: 'Files and folders of Google Drive',
    zh_Hans: '谷歌云端硬盘中的文件和文件夹',
    pt_BR: 'Arquivos e pastas do Google Drive',
    ja_JP: 'Google ドライブのファイルとフォルダ',
  },
  icon: 'google-drive.svg',
  credentialSchema: [],
  oauth: {
    hasSystemClient: false,
    clientFieldsRequired: true,
    permissions: [
      { scope: 'drive.readonly', text: 'See and download all your Google Drive files' },
      { scope: 'drive.metadata.readonly', text: 'See information about your Google Drive files' },
    ],
    accountName: "Anne's Google Drive",
    hasAvatar: false,
  },
  sample: {
    method: 'GET',
    path: '/drive/v3/files/quarterly-report',
    document: {
      title: 'Quarterly report.docx',
      text: [
        'Quarterly report',
        'Revenue grew by 8 % over the last quarter, mostly from renewals. Support answered nine of ten questions within a day.',
        'Next quarter',
        'Hire two engineers, and move the archive to the new storage.',
      ].join('\n\n'),
      url: 'https://drive.google.com/file/d/quarterly-report/view',
    },
  },
};
