import { setUpAccountMenu } from './account-menu.js';
import { setUpCopyButtons } from './copy-key.js';
import { byId } from './dom.js';
import { startEventLog } from './event-log.js';
import { showSignIn, startRoutes } from './routes.js';
import { explain, openSession } from './session.js';
import { setUpSignIn, setUpSkipLink } from './sign-in.js';
import { labelOf, startSourceSummary } from './source-summary.js';

/** What a host page does around the tags: its session, its own pages, and listening to what the elements tell. */
startEventLog(labelOf);

setUpSkipLink();
setUpSignIn();
setUpCopyButtons(document);

try {
  const profile = await openSession();
  if (profile) {
    setUpAccountMenu(profile);
    byId('read-only').hidden = profile.role === 'owner';
    startRoutes();
    // The elements read as soon as they exist, so they come once there is a session.
    await import('datasource-elements/define');
    await startSourceSummary();
  } else showSignIn('');
} catch (error) {
  console.error(error);
  showSignIn(explain(error));
}
