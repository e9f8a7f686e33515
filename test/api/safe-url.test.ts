import { expect } from '@open-wc/testing';
import { safeImage, safeLink } from '../../src/internal/safe-url.js';

const API = 'http://api.example:5001';
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';

describe('safeLink (F3)', () => {
  const TABLE: [text: string | null, link: string | null][] = [
    [null, null],
    ['', null],
    ['https://docs.example/a?b#c', 'https://docs.example/a?b#c'],
    ['http://docs.example/', 'http://docs.example/'],
    ['HTTPS://Docs.Example', 'https://docs.example/'],
    ['javascript:alert(1)', null],
    ['JaVaScRiPt:alert(1)', null],
    [' javascript:alert(1)', null],
    ['java\nscript:alert(1)', null],
    ['\u0001javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['vbscript:x', null],
    ['blob:https://docs.example/1', null],
    ['file:///etc/passwd', null],
    ['//evil.example/x', null],
    ['///evil.example/x', null],
    ['ftp://docs.example/', null],
    ['mailto:a@b.example', null],
    ['https://user@docs.example/', null],
    ['https://user:pass@docs.example/', null],
    ['docs.example', null],
    ['docs/page', null],
    ['https://', null],
    ['about:blank', null],
  ];
  for (const [text, link] of TABLE)
    it(`${JSON.stringify(text)} → ${link}`, () => {
      expect(safeLink(text)).to.equal(link);
    });
});

describe('safeImage (F2)', () => {
  const own = location.origin;
  const TABLE: [text: string | null, image: string | null][] = [
    [null, null],
    ['', null],
    ['icon.svg', null],
    ['https://cdn.example/i.png', 'https://cdn.example/i.png'],
    ['http://cdn.example/i.png', null],
    [`${API}/icon?x=1`, `${API}/icon?x=1`],
    ['http://api.example/icon', null],
    [`${own}/icon.png`, `${own}/icon.png`],
    ['/console/api/icon', `${own}/console/api/icon`],
    [PIXEL, PIXEL],
    ['data:image/jpeg;base64,AAAA', 'data:image/jpeg;base64,AAAA'],
    ['data:image/webp;base64,AAAA', 'data:image/webp;base64,AAAA'],
    ['data:image/gif;base64,AAAA', 'data:image/gif;base64,AAAA'],
    ['data:image/svg+xml;base64,AAAA', null],
    ['data:image/svg+xml,<svg onload=alert(1)>', null],
    ['data:image/png,<script>', null],
    ['data:image/png;base64,AAAA"onerror="x', null],
    ['data:text/html;base64,AAAA', null],
    ['javascript:alert(1)', null],
    ['blob:https://cdn.example/1', null],
    ['file:///i.png', null],
    ['https://user:pass@cdn.example/i.png', null],
    ['http://evil@api.example:5001/icon', null],
  ];
  for (const [text, image] of TABLE)
    it(`${JSON.stringify(text)} → ${image}`, () => {
      expect(safeImage(text, API)).to.equal(image);
    });
});
