/** Starts an engine, says so, and then ends as it is told: `stop`, `throw`, or by whatever signal comes. */
import type { EngineName } from '../../engines/engine.js';
import { startEngine } from '../../engines/start.js';

const [name, end] = process.argv.slice(2);
const engine = await startEngine(name as EngineName);
await engine.open('about:blank#held');
console.log('ready');
// Long enough for a look at the processes.
const wait = new Promise((resolve) => setTimeout(resolve, end === 'SIGTERM' ? 60_000 : 1_000));
await wait;
if (end === 'throw') throw new Error('as told');
await engine.stop();
