/**
 * `npm run test:engines`: every test of the faults, and of the bench that shows them, in every engine.
 *
 * `npm run test:engines -- test/faults/a-closing.test.ts` runs some files only, `ENGINES=firefox,webkit` some engines.
 */
import { runBench } from './run-bench.mjs';

process.exit((await runBench(process.argv.slice(2))).ok ? 0 : 1);
