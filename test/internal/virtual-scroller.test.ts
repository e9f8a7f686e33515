import { expect, fixture, html } from '@open-wc/testing';
import {
  findScroller,
  scrollTo,
  scrollTopOf,
  topInView,
  topWithin,
} from '../../src/internal/virtual-scroller.js';

/** A host whose shadow root scrolls what stands in its slot. */
class ScrollerWithSlot extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).innerHTML =
      '<style>div{height:100px;overflow:auto}</style><p>Above</p><div id="box"><slot></slot></div>';
  }
}
customElements.define('test-scroller-with-slot', ScrollerWithSlot);

const inside = (root: Element): HTMLElement => root.querySelector('.inside')!;
const scrollerOf = (root: Element): string => {
  const scroller = findScroller(inside(root), 1000);
  return scroller instanceof HTMLElement ? scroller.id || scroller.localName : 'window';
};
const tall = html`<div class="inside"></div>
  <style>
    .inside {
      height: 1000px;
    }
    .low {
      height: 100px;
    }
    .scrolls {
      overflow-y: auto;
    }
    .sideways {
      overflow-x: auto;
    }
    .clips {
      overflow: clip;
    }
  </style>`;

describe('findScroller', () => {
  it('finds the window where nothing else scrolls', async () => {
    expect(scrollerOf(await fixture(html`<div class="low">${tall}</div>`))).to.equal('window');
    expect(scrollerOf(await fixture(html`<div class="low clips">${tall}</div>`))).to.equal('window');
  });

  it('finds the nearest box that scrolls', async () => {
    const outer = html`<div class="low scrolls" id="outer">
      <div class="low scrolls" id="inner"><section>${tall}</section></div>
    </div>`;
    expect(scrollerOf(await fixture(outer))).to.equal('inner');
  });

  it('passes by a box that grows with what is in it', async () => {
    const outer = html`<div class="low scrolls" id="outer">
      <div class="sideways" id="inner">${tall}</div>
    </div>`;
    expect(scrollerOf(await fixture(outer))).to.equal('outer');
  });

  it('finds one inside of the shadow root that a slot stands in', async () => {
    const host = await fixture(html`<test-scroller-with-slot>${tall}</test-scroller-with-slot>`);
    expect(scrollerOf(host)).to.equal('box');
  });
});

describe('positions in a scroller', () => {
  it('tell where an element is and scroll to it', async () => {
    const box = await fixture<HTMLElement>(
      html`<div class="low scrolls" id="box">
        <div class="low"></div>
        ${tall}
      </div>`,
    );
    expect(topWithin(inside(box), box)).to.equal(100);
    scrollTo(box, 130);
    expect(scrollTopOf(box)).to.equal(130);
    expect(topInView(inside(box), box)).to.equal(-30);
    expect(topWithin(inside(box), box)).to.equal(100);
  });
});
