import { randomBytes } from 'node:crypto';

/** One debugging session for each page, so that what is emulated does not pile up. */
const sessions = new WeakMap();
/** What was typed last as a secret. */
let secret = '';

async function sessionOf(page) {
  let session = sessions.get(page);
  if (!session) sessions.set(page, (session = await page.createCDPSession()));
  return session;
}

/** Whether a heap snapshot, which begins with a collection of garbage, has a text among its strings. */
async function heapHolds(page, text) {
  const session = await sessionOf(page);
  const chunks = [];
  const onChunk = ({ chunk }) => chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', onChunk);
  try {
    await session.send('HeapProfiler.enable');
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  } finally {
    session.off('HeapProfiler.addHeapSnapshotChunk', onChunk);
    await session.send('HeapProfiler.disable');
  }
  return chunks.join('').includes(text);
}

/** What becomes of the requests for single modules of the page: `hold` or `fail`, and those that are held. */
const gates = new WeakMap();

async function gateOf(page) {
  let gate = gates.get(page);
  if (gate) return gate;
  const session = await page.createCDPSession();
  gate = { session, modules: new Map(), held: [], asked: [] };
  gates.set(page, gate);
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    const name = [...gate.modules.keys()].find((module) => new URL(request.url).pathname.includes(module));
    if (name) gate.asked.push(name);
    if (gate.modules.get(name) === 'hold') gate.held.push({ requestId, name });
    else void answer(gate, requestId, gate.modules.get(name));
  });
  return gate;
}

/** A page that is gone takes no answer. */
function answer({ session }, requestId, how) {
  return (
    how === 'fail'
      ? session.send('Fetch.failRequest', { requestId, errorReason: 'InternetDisconnected' })
      : session.send('Fetch.continueRequest', { requestId })
  ).catch(() => undefined);
}

async function setModule(page, { name, how }) {
  const gate = await gateOf(page);
  gate.modules.set(name, how);
  await gate.session.send('Fetch.enable', {
    patterns: [...gate.modules.keys()].map((module) => ({ urlPattern: `*${module}*` })),
  });
  if (how === 'hold') return;
  const due = gate.held.filter((one) => one.name === name);
  gate.held = gate.held.filter((one) => one.name !== name);
  for (const { requestId } of due) await answer(gate, requestId, how);
}

async function forgetModules(page) {
  const gate = await gateOf(page);
  for (const { requestId } of gate.held) await answer(gate, requestId, 'fail');
  Object.assign(gate, { modules: new Map(), held: [], asked: [] });
  await gate.session.send('Fetch.disable');
}

/** Commands that a browser test gives to its own browser: real keys, real clicks, window sizes, colour schemes. */
export const driverCommands = {
  name: 'driver-commands',
  async executeCommand({ command, payload, session }) {
    const page = session.browser.getPage?.(session.id);
    if (!page) return undefined;
    switch (command) {
      case 'drive:resize':
        await page.setViewport(payload);
        return true;
      case 'drive:click':
        await page.mouse.click(payload.x, payload.y, { count: payload.count ?? 1 });
        return true;
      case 'drive:move':
        await page.mouse.move(payload.x, payload.y);
        return true;
      case 'drive:type':
        await page.keyboard.type(payload);
        return true;
      case 'drive:type-secret':
        secret = `secret-${randomBytes(12).toString('hex')}`;
        await page.keyboard.type(secret);
        return true;
      case 'drive:heap-holds-secret':
        return heapHolds(page, secret);
      case 'drive:collect-garbage':
        await (await sessionOf(page)).send('HeapProfiler.collectGarbage');
        return true;
      case 'drive:press':
        await page.keyboard.press(payload);
        return true;
      case 'drive:compose': {
        const session = await sessionOf(page);
        const length = payload.length;
        await session.send('Input.imeSetComposition', {
          text: payload,
          selectionStart: length,
          selectionEnd: length,
        });
        return true;
      }
      case 'drive:hold':
        for (let times = 0; times < 4; times++) await page.keyboard.down(payload);
        await page.keyboard.up(payload);
        return true;
      case 'drive:press-with-shift': {
        await page.keyboard.down('Shift');
        await page.keyboard.press(payload);
        await page.keyboard.up('Shift');
        return true;
      }
      case 'drive:media': {
        const session = await sessionOf(page);
        await session.send('Emulation.setEmulatedMedia', { features: payload });
        return true;
      }
      case 'drive:module':
        await setModule(page, payload);
        return true;
      case 'drive:module-requests':
        return (await gateOf(page)).asked.filter((name) => name === payload).length;
      case 'drive:forget-modules':
        await forgetModules(page);
        return true;
      default:
        return undefined;
    }
  },
};
