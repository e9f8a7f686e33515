import { optionsFromEnvironment } from './options.js';
import { startDemo } from './start.js';

/** `npm start`: starts the demo, says where it is, and stops cleanly when asked to. */
try {
  const demo = await startDemo(optionsFromEnvironment(process.env));
  console.log(`Datasource Elements demo: ${demo.app}/`);
  if (!process.stdout.isTTY || process.env['DEMO_JSON'] === '1') {
    console.log(JSON.stringify({ app: demo.app, oauth: demo.oauth }));
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      demo.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
