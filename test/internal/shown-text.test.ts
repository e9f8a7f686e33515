import { expect } from '@open-wc/testing';
import { shownMessage, shownText } from '../../src/internal/shown-text.js';
import { HOSTILE_STRINGS, megabyte } from '../support/hostile/strings.js';

describe('shownText', () => {
  for (const text of [
    'Notion',
    '接口密钥',
    'שלום (עולם) 123',
    'a\u200db',
    '👨‍👩‍👧',
    'one\ntwo',
    '\u200fשלום\u200e',
    '',
  ])
    it(`leaves ${JSON.stringify(text)} as it is`, () => expect(shownText(text)).to.equal(text));

  it('takes away what hides a text or turns its surroundings around', () => {
    expect(shownText('\u202egpj.exe\u202c')).to.equal('gpj.exe');
    expect(shownText('\u2069\u2069\u202eout')).to.equal('out');
    expect(shownText('No\u200bti\u2060on\ufeff\u0000\u001b')).to.equal('Notion');
  });

  it('cuts a text, and no character in two', () => {
    expect(shownText('W'.repeat(1_000))).to.equal('W'.repeat(1_000));
    expect(shownText('W'.repeat(1_001))).to.equal(`${'W'.repeat(1_000)}…`);
    expect(shownText(`${'W'.repeat(999)}😀`)).to.equal(`${'W'.repeat(999)}…`);
  });

  it('cuts messages earlier', () => {
    expect(shownMessage('W'.repeat(300))).to.equal('W'.repeat(300));
    expect(shownMessage('W'.repeat(301))).to.equal(`${'W'.repeat(300)}…`);
  });

  it('looks at no more of a megabyte than it shows', () => {
    const texts = ['W', '\u202e', '😀', 'a '].map(megabyte);
    const timeOf = (work: (text: string) => unknown): number => {
      const started = performance.now();
      for (let times = 0; times < 30; times++) for (const text of texts) work(text);
      return performance.now() - started;
    };
    const all = timeOf((text) => text.replace(/[\u200b-\u202e]/g, ''));
    expect(timeOf(shownText)).to.be.below(all / 3);
  });

  it('gives the same for what it gave', () => {
    for (const text of HOSTILE_STRINGS) expect(shownText(shownText(text)).length).to.be.at.most(1_001);
  });
});
