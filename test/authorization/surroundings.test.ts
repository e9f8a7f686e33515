import { expect } from '@open-wc/testing';
import { hasUserActivation, opensNoWindows } from '../../src/authorization/surroundings.js';
import { marked } from '../../src/authorization/tab-storage.js';
import { isAuthorizationWindow } from '../../src/authorization/window-mark.js';
import { pretend, undoPretending } from './support/pretend.js';

const MARK = 'datasource-elements:authorization-window';
const REDIRECT = 'datasource-elements:redirect';
const CHROME = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('the surroundings of a page', () => {
  afterEach(() => {
    undoPretending();
    sessionStorage.clear();
  });

  describe('a window that was opened for an authorization (A13)', () => {
    it('knows it by a mark that only a window gets that is opened meanwhile', () => {
      expect(isAuthorizationWindow()).to.be.false;
      const opened = marked(() => {
        expect(isAuthorizationWindow()).to.be.true;
        return 'opened';
      }, 'a1');
      expect(opened).to.equal('opened');
      expect(isAuthorizationWindow()).to.be.false;
      expect(sessionStorage.length).to.equal(0);
    });

    it('the mark goes also when no window can be opened', () => {
      expect(() =>
        marked(() => {
          throw new Error('blocked');
        }, 'a1'),
      ).to.throw('blocked');
      expect(sessionStorage.length).to.equal(0);
    });

    for (const [age, known] of [
      [0, true],
      [599_000, true],
      [601_000, false],
    ] as const)
      it(`is ${known ? 'still' : 'no longer'} one after ${age / 1_000} s`, () => {
        sessionStorage.setItem(MARK, String(Date.now() - age));
        expect(isAuthorizationWindow()).to.equal(known);
      });

    for (const value of ['x', '', '{}'])
      it(`is none by the mark ${JSON.stringify(value)}`, () => {
        sessionStorage.setItem(MARK, value);
        expect(isAuthorizationWindow()).to.be.false;
      });

    it('a real one knows it, its opener does not, and neither does a frame', async () => {
      const open = (): Window => window.open('about:blank', `nested-${Math.random()}`, 'popup')!;
      const handle = marked(open, 'a1');
      const plain = open();
      expect(handle.sessionStorage.getItem(MARK)).to.match(/^\d+ a1$/);
      expect(plain.sessionStorage.getItem(MARK)).to.equal(null);
      handle.close();
      plain.close();
      expect(isAuthorizationWindow()).to.be.false;
    });

    it('a page in one is still known for one after it opened another', () => {
      sessionStorage.setItem(MARK, `${Date.now()} a1`);
      marked(() => undefined, 'b2');
      expect(sessionStorage.getItem(MARK)).to.match(/ a1$/);
    });

    it('it is not told what the tab that opens it went away for, and that tab keeps it', () => {
      sessionStorage.setItem(REDIRECT, 'away');
      const handle = marked(() => window.open('about:blank', `nested-${Math.random()}`, 'popup')!, 'a1');
      expect(handle.sessionStorage.getItem(REDIRECT)).to.equal(null);
      handle.close();
      expect(sessionStorage.getItem(REDIRECT)).to.equal('away');
      expect(() =>
        marked(() => {
          throw new Error('blocked');
        }, 'a1'),
      ).to.throw('blocked');
      expect(sessionStorage.getItem(REDIRECT)).to.equal('away');
    });

    it('nobody knows anything without storage (E4)', () => {
      const { getItem, setItem, removeItem } = Storage.prototype;
      const fail = (): never => {
        throw new DOMException('denied', 'SecurityError');
      };
      Object.assign(Storage.prototype, { getItem: fail, setItem: fail, removeItem: fail });
      try {
        expect(marked(() => isAuthorizationWindow(), 'a1')).to.be.false;
      } finally {
        Object.assign(Storage.prototype, { getItem, setItem, removeItem });
      }
    });
  });

  it('a browser says whether the user has just done something, or else it is taken for granted', () => {
    for (const [activation, expected] of [
      [{ isActive: true }, true],
      [{ isActive: false }, false],
      [undefined, true],
    ] as const) {
      pretend(navigator, 'userActivation', activation);
      expect(hasUserActivation()).to.equal(expected);
    }
  });

  describe('a browser that opens no windows (A16)', () => {
    for (const agent of [
      `${IPHONE} Mobile/22B83 [FBAN/FBIOS;FBAV/490.0.0.30.109;FBBV/657;FBDV/iPhone15,2]`,
      `${CHROME} Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0.0.30.109;]`,
      `${IPHONE} Mobile/22B83 Instagram 355.0.0.30.107 (iPhone15,2; iOS 18_1; de_DE)`,
      `${IPHONE} Mobile/22B83 Safari Line/14.18.0`,
      `${CHROME} Version/4.0 Chrome/130 Mobile Safari/537.36 MicroMessenger/8.0.50(0x28003253)`,
      `${IPHONE} Mobile/22B83 Snapchat/13.13.0.41`,
      `${IPHONE} Mobile/22B83 Twitter for iPhone/10.66`,
      `${CHROME} Version/4.0 Chrome/130 Mobile Safari/537.36 [LinkedInApp]/4.1.1005`,
      `${IPHONE} Mobile/22B83 musical_ly_36.9.0 JsSdk/2.0 BytedanceWebview/d8a21c6`,
      `${IPHONE} GSA/342.0.693 Mobile/15E148 Safari/604.1`,
      'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    ])
      it(`is known by its name: ${agent.slice(-60)}`, () => {
        pretend(navigator, 'userAgent', agent);
        expect(opensNoWindows()).to.be.true;
      });

    for (const agent of [
      `${CHROME} Chrome/130.0.0.0 Mobile Safari/537.36`,
      `${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`,
      `${IPHONE} CriOS/130.0.6723.90 Mobile/15E148 Safari/604.1`,
      `${IPHONE} FxiOS/132.0 Mobile/15E148 Safari/605.1.15`,
      'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'Outline/1.0 Airline/2.0',
    ])
      it(`is none of the others: ${agent.slice(-60)}`, () => {
        pretend(navigator, 'userAgent', agent);
        expect(opensNoWindows()).to.be.false;
      });

    it('is also a page on the home screen of an iPhone', () => {
      pretend(navigator, 'standalone', true);
      expect(opensNoWindows()).to.be.true;
      pretend(navigator, 'standalone', false);
      expect(opensNoWindows()).to.be.false;
    });
  });
});
