import { expect } from '@open-wc/testing';
import { configureDatasources, defaultStore } from '../../src/store/default-store.js';

// A file of its own, for the default store is one for each page.
describe('the default store, when it was configured first', () => {
  it('is the configured one, and can be configured once', () => {
    const store = configureDatasources({ baseUrl: 'https://api.example/console/api' });
    expect(defaultStore()).to.equal(store);
    expect(store.apiOrigin).to.equal('https://api.example');
    expect(() => configureDatasources({}))
      .to.throw()
      .that.includes({ name: 'DatasourceError', code: 'config' });
    expect(defaultStore()).to.equal(store);
  });
});
