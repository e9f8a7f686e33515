import { expect } from '@open-wc/testing';
import type { DatasourceAuth } from '../../src/index.js';
import { fold, SourceSearch, type SourceQuery } from '../../src/internal/source-search.js';
import { wireSource } from '../support/fake-server.js';

const source = (name: string, overrides: Record<string, unknown> = {}): DatasourceAuth =>
  wireSource({
    name,
    provider: `${name}_provider`,
    author: `${name}_author`,
    label: { en_US: `${name} label` },
    description: { en_US: `${name} description` },
    ...overrides,
  }) as unknown as DatasourceAuth;

const ASKED: SourceQuery = { query: '', filter: '', language: 'en' };

/** The names of what is found. */
const find = (sources: readonly DatasourceAuth[], asked: Partial<SourceQuery>): string =>
  new SourceSearch()
    .find(sources, { ...ASKED, ...asked })
    .map(({ name }) => name)
    .join();

describe('fold', () => {
  const same: [string, string][] = [
    ['café', 'CAFE\u0301'],
    ['Ångström', 'angstrom'],
    ['Straße', 'STRASSE'],
    ['İstanbul', 'istanbul'],
    ['Łódź', 'lodz'],
    ['Ｇoogle', 'google'],
    ['ΟΔΟΣ', 'οδος'],
    ['ﬁle', 'file'],
  ];
  for (const [one, other] of same) {
    it(`takes “${one}” for “${other}”`, () => expect(fold(one)).to.equal(fold(other)));
  }
});

describe('SourceSearch', () => {
  const sources = [
    source('alpha'),
    source('beta', { label: { en_US: 'Résumés', zh_Hans: '简历' } }),
    source('gamma', { description: { en_US: 'Notes', fr_FR: 'Carnets' }, credentials_list: [{ id: '1' }] }),
  ];

  for (const [query, found] of [
    ['', 'alpha,beta,gamma'],
    ['   ', 'alpha,beta,gamma'],
    ['  ALPHA ', 'alpha'],
    ['beta_provider', 'beta'],
    ['gamma_author', 'gamma'],
    ['resumes', 'beta'],
    ['label', 'alpha,gamma'],
    ['notes', 'gamma'],
    ['label gam', 'gamma'],
    ['label\u00a0gam', 'gamma'],
    ['alpha beta', ''],
    ['.*', ''],
    ['alpha\nalpha', 'alpha'],
  ] as const) {
    it(`finds “${query}” in ${found || 'nothing'}`, () => expect(find(sources, { query })).to.equal(found));
  }

  it('looks into the texts of the language and into the English ones', () => {
    expect(find(sources, { query: '简历' })).to.equal('');
    expect(find(sources, { query: '简历', language: 'zh-Hans' })).to.equal('beta');
    expect(find(sources, { query: 'resumes', language: 'zh-Hans' })).to.equal('beta');
    expect(find(sources, { query: 'carnets', language: 'fr' })).to.equal('gamma');
  });

  it('filters by whether there is a connection', () => {
    expect(find(sources, { filter: 'connected' })).to.equal('gamma');
    expect(find(sources, { filter: 'not-connected' })).to.equal('alpha,beta');
    expect(find(sources, { filter: 'not-connected', query: 'resumes' })).to.equal('beta');
  });

  it('gives the same array for the same question, and the list itself for none', () => {
    const search = new SourceSearch();
    const first = search.find(sources, { ...ASKED, query: 'label' });
    expect(search.find(sources, { ...ASKED, query: ' label  ' }) === first, 'the same').to.be.true;
    expect(search.find([...sources], { ...ASKED, query: 'label' }) === first, 'of another list').to.be.false;
    expect(search.find(sources, ASKED) === sources, 'the list').to.be.true;
  });
});
