import { setUpAccountMenu } from '../account-menu.js';
import { byId } from '../dom.js';
import { showSignIn } from '../routes.js';
import { explain, openSession, type Profile } from '../session.js';
import { setUpSignIn, setUpSkipLink } from '../sign-in.js';
import { Editor } from './editor.js';
import { PipelineStorage } from './storage.js';

setUpSkipLink();
setUpSignIn();

try {
  const profile = await openSession();
  if (profile) {
    setUpAccountMenu(profile);
    // The elements read as soon as they exist, so they come once there is a session.
    await import('datasource-elements/define');
    await open(profile);
  } else showSignIn('');
} catch (error) {
  console.error(error);
  showSignIn(explain(error));
}

async function open({ email }: Profile): Promise<void> {
  const context = document.querySelector('datasource-context');
  await context?.updateComplete;
  const store = context?.currentStore;
  if (!store) throw new Error('The data sources have no store.');
  byId('topbar').hidden = false;
  byId('pipeline').hidden = false;
  new Editor(store, new PipelineStorage(email)).start();
}
