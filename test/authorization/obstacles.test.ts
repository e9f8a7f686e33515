import { expect } from '@open-wc/testing';
import { blockedError, obstacleTo } from '../../src/authorization/obstacles.js';
import type { FlowMode } from '../../src/authorization/outcome.js';
import { pretend, undoPretending } from './support/pretend.js';

const MARK = 'datasource-elements:authorization-window';
const HOLDER = { owner: 'b', source: 'acme/plugin/other', until: Date.now() + 15_000 };
const BOTH = ['popup', 'redirect'] as const;

describe('what is in the way of an authorization', () => {
  afterEach(() => {
    undoPretending();
    sessionStorage.clear();
  });

  const code = (mode: FlowMode, holder: typeof HOLDER | null = null): string | undefined =>
    obstacleTo(mode, holder)?.code;

  it('nothing, on an ordinary page', () => {
    for (const mode of BOTH) expect(obstacleTo(mode, null)).to.equal(null);
  });

  it('a sandbox without an origin (A17)', () => {
    pretend(window, 'origin', 'null');
    for (const mode of BOTH) expect(code(mode, HOLDER)).to.equal('sandboxed');
    expect(obstacleTo('popup', null)!.message).to.match(/embedded in a frame/);
  });

  it('the window of another authorization (A13)', () => {
    sessionStorage.setItem(MARK, String(Date.now()));
    for (const mode of BOTH) expect(code(mode, HOLDER)).to.equal('nested_popup');
    expect(obstacleTo('popup', null)!.message).to.match(/^This is the window of another authorization/);
  });

  it('a frame, for the whole page only (E3)', () => {
    pretend(window, 'parent', {});
    expect(code('popup')).to.equal(undefined);
    expect(code('redirect')).to.equal('redirect_in_iframe');
    expect(obstacleTo('redirect', HOLDER)!.message).to.match(/Open this page in a tab of its own/);
  });

  it('another tab that is at it, which is named (A11)', () => {
    for (const mode of BOTH) expect(code(mode, HOLDER)).to.equal('flow_in_progress');
    const error = obstacleTo('popup', HOLDER)!;
    // It may be on this page, too, in another context.
    expect(error.message).to.match(/^Another authorization \(acme\/plugin\/other\) is under way/);
    expect(error.retryable).to.be.true;
  });

  describe('when no window was opened (A1, A16)', () => {
    for (const [framed, active, expected] of [
      [false, true, 'popup_blocked'],
      [false, false, 'popup_blocked'],
      [true, false, 'popup_blocked'],
      [true, true, 'sandboxed'],
    ] as const)
      it(`${framed ? 'in a frame' : 'on a page'} ${active ? 'in' : 'without'} a click: ${expected}`, () => {
        if (framed) pretend(window, 'parent', {});
        expect(blockedError(active).code).to.equal(expected);
      });
  });
});

describe('a sandboxed frame, for real (A16)', () => {
  for (const [tokens, opens] of [
    ['allow-scripts allow-same-origin', false],
    ['allow-scripts allow-same-origin allow-forms', false],
    ['allow-scripts allow-same-origin allow-popups', true],
    ['allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox', true],
    ['allow-scripts allow-same-origin allow-top-navigation', false],
    ['allow-scripts allow-same-origin allow-modals allow-downloads', false],
  ] as const)
    it(`${tokens}: ${opens ? 'opens windows' : 'opens none'}`, async () => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', tokens);
      frame.src = new URL('./fixtures/sandboxed.html', import.meta.url).href;
      const answered = new Promise<
        MessageEvent<{ opened: boolean; obstacle: string | null; blocked: string }>
      >((resolve) => window.addEventListener('message', resolve, { once: true }));
      document.body.append(frame);
      const { data } = await answered;
      frame.remove();
      expect(data).to.deep.equal({ opened: opens, obstacle: null, blocked: 'popup_blocked' });
    });
});
