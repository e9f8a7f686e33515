import { expect } from '@open-wc/testing';
import { safeImage, safeLink } from '../../src/internal/safe-url.js';

const API = 'http://api.example:5001';

describe('safeLink', () => {
  for (const good of ['https://www.notion.so/profile?a=1#b', 'http://intranet.example/help'])
    it(`offers ${good}`, () => expect(safeLink(good)).to.equal(good));

  for (const bad of [
    null,
    '',
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    'blob:https://example.com/1',
    'file:///etc/passwd',
    'help.html',
    'https://user@example.com/',
    'https://user:password@example.com/',
    'https://',
  ])
    it(`refuses ${JSON.stringify(bad)}`, () => expect(safeLink(bad)).to.equal(null));
});

describe('safeImage', () => {
  for (const good of [
    'https://cdn.example/icon.png',
    'data:image/png;base64,iVBORw0KGgo=',
    'DATA:image/JPEG;base64,AAAA',
    `${API}/console/api/icon.png`,
    `${location.origin}/icon.png`,
  ])
    it(`shows ${good}`, () => expect(safeImage(good, API)).to.equal(good));

  it('shows a path of the page', () =>
    expect(safeImage('/icon.png', API)).to.equal(`${location.origin}/icon.png`));

  for (const bad of [
    null,
    '',
    'icon.png',
    'http://elsewhere.example/icon.png',
    'http://api.example:5002/icon.png',
    'https://user:password@example.com/icon.png',
    'javascript:alert(1)',
    'data:image/svg+xml;base64,PHN2Zy8+',
    'data:image/png,<svg onload=alert(1)>',
    'data:image/png;base64,AAAA" onerror="alert(1)',
    'data:text/html;base64,AAAA',
    'blob:https://example.com/1',
  ])
    it(`refuses ${JSON.stringify(bad)}`, () => expect(safeImage(bad, API)).to.equal(null));
});
