import { expect } from '@open-wc/testing';
import { configureDatasources, defaultStore } from '../../src/store/default-store.js';

describe('the default store, when nobody configured it', () => {
  it('is made once, with the default options', () => {
    const store = defaultStore();
    expect(defaultStore()).to.equal(store);
    expect(store.apiOrigin).to.equal(location.origin);
  });

  it('cannot be configured once it is in use', () => {
    const store = defaultStore();
    expect(() => configureDatasources({ baseUrl: 'https://api.example' }))
      .to.throw()
      .that.includes({ name: 'DatasourceError', code: 'config' });
    expect(defaultStore()).to.equal(store);
  });
});
