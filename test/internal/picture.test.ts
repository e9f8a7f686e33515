import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { Picture } from '../../src/internal/picture.js';

const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const OTHER = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';

describe('a picture of the server (F2)', () => {
  let place: HTMLElement;
  let updates: number;
  let picture: Picture;

  beforeEach(() => {
    place = document.createElement('div');
    updates = 0;
    const host = { addController() {}, removeController() {}, requestUpdate: () => void updates++ };
    picture = new Picture({ ...host, updateComplete: Promise.resolve(true) }, 'icon');
  });

  const show = (address: string | null): HTMLImageElement | null => {
    render(picture.render(address, undefined, 'notion'), place);
    return place.querySelector('img');
  };
  const letter = (): string | undefined => place.querySelector('.letter')?.textContent;

  it('is an image that asks for no more than it has to', () => {
    const image = show(PIXEL)!;
    const attributes = Object.fromEntries([...image.attributes].map(({ name, value }) => [name, value]));
    expect(attributes).to.deep.equal({
      class: 'loading',
      src: PIXEL,
      alt: '',
      width: '40',
      height: '40',
      loading: 'lazy',
      decoding: 'async',
      referrerpolicy: 'no-referrer',
    });
    expect(image.crossOrigin).to.equal(null);
  });

  it('is a letter until it is loaded', () => {
    const image = show(PIXEL)!;
    expect(letter()).to.equal('N');
    image.dispatchEvent(new Event('load'));
    expect(updates).to.equal(1);
    expect(show(PIXEL)!.className).to.equal('picture icon');
    expect(letter()).to.equal(undefined);
  });

  it('is a letter when it cannot be loaded, and for good', () => {
    show(PIXEL)!.dispatchEvent(new Event('error'));
    expect(show(PIXEL)).to.equal(null);
    expect(letter()).to.equal('N');
  });

  it('is tried again with another address', () => {
    show(PIXEL)!.dispatchEvent(new Event('error'));
    const image = show(OTHER)!;
    expect(image.getAttribute('src')).to.equal(OTHER);
    expect(letter()).to.equal('N');
    image.dispatchEvent(new Event('load'));
    show(OTHER);
    expect(letter()).to.equal(undefined);
    expect(show(PIXEL)!.className, 'loaded anew').to.equal('loading');
    expect(letter()).to.equal('N');
  });

  it('is a letter where there is no address that may be asked', () => {
    expect(show('javascript:window.__pwned=1')).to.equal(null);
    expect(show(null)).to.equal(null);
    expect(letter()).to.equal('N');
  });
});
