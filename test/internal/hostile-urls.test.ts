import { expect } from '@open-wc/testing';
import { safeImage, safeLink } from '../../src/internal/safe-url.js';
import { hugeInlineIcon, REFUSED_ICONS } from '../support/hostile/icons.js';
import { HOSTILE_LINKS } from '../support/hostile/urls.js';

const API = 'http://api.example:5001';

describe('hostile addresses', () => {
  it(`makes a link of none of ${HOSTILE_LINKS.length} (F3)`, () => {
    const linked = HOSTILE_LINKS.filter((url) => safeLink(url) !== null);
    expect(linked).to.deep.equal([]);
    expect(HOSTILE_LINKS.length).to.be.at.least(100);
  });

  it(`asks for none of ${REFUSED_ICONS.length} pictures (F2)`, () => {
    const asked = REFUSED_ICONS.filter((url) => safeImage(url, API) !== null);
    expect(asked).to.deep.equal([]);
    expect(REFUSED_ICONS.length).to.be.at.least(60);
  });

  it('does not even look at a picture of twenty megabytes in its own address (F2)', () => {
    const huge = hugeInlineIcon();
    const timeOf = (work: () => unknown): number => {
      const started = performance.now();
      work();
      return performance.now() - started;
    };
    const all = timeOf(() => huge.split('A').length);
    expect(timeOf(() => expect(safeImage(huge, API)).to.equal(null))).to.be.below(all);
  });

  it('reads paths of the page although an element of it is called baseURI (F7)', () => {
    const image = Object.assign(document.createElement('img'), { name: 'baseURI' });
    document.body.append(image);
    try {
      expect(String(document.baseURI)).to.equal(String(image), 'clobbered');
      expect(safeImage('/icon.png', API)).to.equal(`${location.origin}/icon.png`);
    } finally {
      image.remove();
    }
  });
});
