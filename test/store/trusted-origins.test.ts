import { expect } from '@open-wc/testing';
import { trustedOrigins } from '../../src/store/trusted-origins.js';

const OWN = location.origin;

describe('trustedOrigins (B1)', () => {
  const TABLE: [
    name: string,
    options: Parameters<typeof trustedOrigins>[0],
    redirectUri: string | undefined,
    string[],
  ][] = [
    ['the page’s own', {}, undefined, []],
    ['a relative API', { baseUrl: '/console/api' }, '/console/api/oauth/callback', []],
    ['the API’s', { baseUrl: 'https://api.example/console/api' }, undefined, ['https://api.example']],
    ['the redirect URI’s', {}, 'https://dify.example/console/api/x', ['https://dify.example']],
    [
      'the host’s own, as exact origins',
      { callbackOrigins: ['https://console.example', 'https://other.example:8443/path?x'] },
      undefined,
      ['https://console.example', 'https://other.example:8443'],
    ],
    [
      'what is no address is left out',
      { baseUrl: 'http://', callbackOrigins: ['', 'http://['] },
      'https://%',
      [],
    ],
    [
      'what has no origin of its own is left out',
      { baseUrl: 'data:text/html,x', callbackOrigins: ['null', 'about:blank', 'javascript:x'] },
      'blob:null/x',
      [],
    ],
    ['an empty redirect URI says nothing', {}, '', []],
  ];
  for (const [name, options, redirectUri, others] of TABLE)
    it(name, () => {
      expect([...trustedOrigins(options, redirectUri)]).to.have.members([OWN, ...others]);
    });
});
