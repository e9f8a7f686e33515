import { expect } from '@open-wc/testing';
import { isFree } from '../../src/internal/registration.js';

/** A registry of tags that is not that of the page. */
function registryOf(tags: Record<string, CustomElementConstructor>): CustomElementRegistry {
  return { get: (tag: string) => tags[tag] } as CustomElementRegistry;
}

describe('a tag that is to be registered (E6)', () => {
  class First extends HTMLElement {}
  class Second extends HTMLElement {}
  const taken = registryOf({ 'datasource-a': First, 'datasource-b': First });
  const warn = console.warn;
  let warnings: string[];
  beforeEach(() => {
    warnings = [];
    console.warn = (text: string) => warnings.push(text);
  });
  afterEach(() => {
    console.warn = warn;
  });

  it('is free when nobody has it', () => {
    expect(isFree(taken, 'datasource-c', First)).to.be.true;
    expect(warnings).to.deep.equal([]);
  });

  it('is taken by the same class without a word', () => {
    expect(isFree(taken, 'datasource-a', First)).to.be.false;
    expect(warnings).to.deep.equal([]);
  });

  it('is taken by another class with one warning for all tags', () => {
    expect(isFree(taken, 'datasource-a', Second)).to.be.false;
    expect(isFree(taken, 'datasource-b', Second)).to.be.false;
    expect(isFree(taken, 'datasource-a', Second)).to.be.false;
    expect(warnings.length).to.equal(1);
    expect(warnings[0]).to.include('<datasource-a>');
  });
});
