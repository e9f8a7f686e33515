import { expect } from '@open-wc/testing';
import { AuthorizationFlow } from '../../src/authorization/flow.js';
import { FlowRegistry } from '../../src/store/flow-registry.js';
import { tracked } from '../authorization/support/tracked.js';
import { loadParts } from '../support/parts.js';

await loadParts();

const NOTION = { pluginId: 'langgenius/notion_datasource', provider: 'notion_datasource' };
const OTHER = { pluginId: 'a/b', provider: 'c' };

describe('FlowRegistry', () => {
  const { open } = window;
  const flows: AuthorizationFlow[] = [];
  let blocked = false;

  beforeEach(() => {
    blocked = false;
    window.open = () => {
      if (blocked) return null;
      const document = window.document.implementation.createHTMLDocument();
      return { closed: false, document, close: () => undefined, focus: () => undefined } as unknown as Window;
    };
  });
  afterEach(() => {
    for (const flow of flows.splice(0)) flow.cancel();
    window.open = open;
  });

  function begin(ref = NOTION, credentialId?: string): AuthorizationFlow {
    const flow = new AuthorizationFlow(ref, credentialId, {
      mode: 'popup',
      openingText: '',
      track: tracked({
        server: 'https://console.example/console/api',
        takeOver: false,
        readAccount: () => Promise.resolve(null),
        readCredentials: () => new Promise(() => undefined),
        getAuthorizationUrl: () => new Promise(() => undefined),
        onAuthorized: () => Promise.resolve(),
        origins: new Set(),
      }),
    });
    flows.push(flow);
    return flow;
  }

  it('is empty at first', () => {
    const registry = new FlowRegistry();
    expect(registry.current).to.equal(null);
    expect(registry.of(NOTION)).to.equal(null);
  });

  it('holds a flow for its data source until it ends', async () => {
    const registry = new FlowRegistry();
    const flow = begin();
    registry.hold(flow);
    expect(registry.current).to.equal(flow);
    expect(registry.of({ ...NOTION })).to.equal(flow);
    expect(registry.of(OTHER)).to.equal(null);
    flow.cancel();
    expect(registry.current === null, 'another one may begin at once').to.be.true;
    expect(registry.of(NOTION) === flow, 'its result is still to be given out').to.be.true;
    await flow.result;
    await Promise.resolve();
    expect(registry.of(NOTION) === null).to.be.true;
  });

  it('remembers how the last flow of a data source ended, until the next one or until it is told to forget', async () => {
    const registry = new FlowRegistry();
    for (const forget of [() => registry.hold(begin()), () => registry.setEnded(NOTION, null)]) {
      const flow = begin();
      registry.hold(flow);
      flow.cancel();
      const outcome = await flow.result;
      await Promise.resolve();
      expect(registry.endedOf({ ...NOTION })?.outcome).to.equal(outcome);
      expect(registry.endedOf(OTHER)).to.equal(null);
      forget();
      expect(registry.endedOf(NOTION)).to.equal(null);
    }
  });

  it('tells of the beginning and of the end, and then no more', async () => {
    const registry = new FlowRegistry();
    const seen: (AuthorizationFlow | null)[] = [];
    const stop = registry.subscribe(() => seen.push(registry.current));
    const flow = begin();
    registry.hold(flow);
    expect(seen).to.deep.equal([flow]);
    flow.cancel();
    await flow.result;
    await Promise.resolve();
    expect(seen.length).to.be.within(2, 3);
    expect(seen.at(-1)).to.equal(null);
    const before = seen.length;
    stop();
    registry.hold(begin(OTHER));
    expect(seen).to.have.length(before);
  });

  it('holds no flow that ended before it was held', async () => {
    const registry = new FlowRegistry();
    blocked = true;
    const flow = begin();
    let told = 0;
    registry.subscribe(() => told++);
    registry.hold(flow);
    expect(registry.current).to.equal(null);
    await flow.result;
    expect(registry.current).to.equal(null);
    expect(told).to.be.greaterThan(0);
  });

  it('the end of a former flow does not touch the present one', async () => {
    const registry = new FlowRegistry();
    const former = begin();
    registry.hold(former);
    former.cancel();
    const present = begin(OTHER);
    registry.hold(present);
    await former.result;
    await Promise.resolve();
    expect(registry.current).to.equal(present);
  });

  it('counts how often in a row the browser blocked the window, for each data source', async () => {
    const registry = new FlowRegistry();
    const end = async (ref = NOTION, isBlocked = true): Promise<number | undefined> => {
      blocked = isBlocked;
      const flow = begin(ref);
      registry.hold(flow);
      flow.cancel();
      await flow.result;
      await Promise.resolve();
      return registry.endedOf(ref)?.timesBlocked;
    };
    expect(await end()).to.equal(1);
    expect(await end()).to.equal(2);
    expect(await end(OTHER)).to.equal(1);
    expect(await end(NOTION, false)).to.equal(0);
    expect(await end()).to.equal(1);
  });

  it('remembers which connection the last flow was about', async () => {
    const registry = new FlowRegistry();
    const flow = begin(NOTION, 'c1');
    registry.hold(flow);
    flow.cancel();
    await flow.result;
    await Promise.resolve();
    expect(registry.endedOf(NOTION)?.credentialId).to.equal('c1');
  });

  it('the end of a former flow of the same data source is not told while the present one is under way', async () => {
    const registry = new FlowRegistry();
    const former = begin();
    registry.hold(former);
    former.cancel();
    const present = begin();
    registry.hold(present);
    await former.result;
    await Promise.resolve();
    expect(registry.of(NOTION) === present).to.be.true;
    expect(registry.endedOf(NOTION) === null).to.be.true;
  });
});
