import { expect } from '@open-wc/testing';
import { trustedOrigins } from '../../src/authorization/trusted-origins.js';

const OWN = location.origin;

describe('trustedOrigins (B1)', () => {
  const TABLE: [name: string, addresses: (string | undefined)[], others: string[]][] = [
    ['the page’s own', [], []],
    ['relative addresses, e.g. of the API', ['/console/api', '/console/api/oauth/callback'], []],
    [
      'those of whole addresses',
      ['https://api.example/console/api', 'https://dify.example/x'],
      ['https://api.example', 'https://dify.example'],
    ],
    ['exact origins, with their port', ['https://other.example:8443/path?x'], ['https://other.example:8443']],
    ['what is no address is left out', ['http://', '', 'http://[', 'https://%', undefined], []],
    [
      'what has no origin of its own is left out',
      ['data:text/html,x', 'null', 'about:blank', 'javascript:x', 'blob:null/x'],
      [],
    ],
  ];
  for (const [name, addresses, others] of TABLE)
    it(name, () => {
      expect([...trustedOrigins(addresses)]).to.have.members([OWN, ...others]);
    });
});
