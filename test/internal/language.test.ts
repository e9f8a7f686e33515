import { expect, fixture, html } from '@open-wc/testing';
import { languageOf } from '../../src/internal/language.js';

describe('languageOf', () => {
  it('is that of the nearest ancestor that has one', async () => {
    const outer = await fixture(
      html`<div lang="de">
        <p lang=""><b></b></p>
        <p lang="zh-Hans"><b></b></p>
      </div>`,
    );
    expect([...outer.querySelectorAll('b')].map(languageOf)).to.deep.equal(['de', 'zh-Hans']);
    expect(languageOf(outer)).to.equal('de');
  });

  it('is found through shadow roots', async () => {
    const host = await fixture(html`<div lang="ja"><section></section></div>`);
    const inner = document.createElement('b');
    host.querySelector('section')!.attachShadow({ mode: 'open' }).append(inner);
    expect(languageOf(inner)).to.equal('ja');
  });

  it('is English where nothing says otherwise', () => {
    const lang = document.documentElement.getAttribute('lang');
    document.documentElement.removeAttribute('lang');
    expect(languageOf(document.body)).to.equal('en');
    if (lang !== null) document.documentElement.lang = lang;
    expect(languageOf(document.createElement('i'))).to.equal('en');
  });
});
