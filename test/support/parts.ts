import { troubles } from '../../src/api/http.js';
import { configureMenu } from '../../src/elements/datasource-card/card-parts.js';
import { credentialWork } from '../../src/elements/datasource-credential/credential-parts.js';
import { listSearch, listViews } from '../../src/elements/datasource-list/list-parts.js';
import { dialogFrames } from '../../src/internal/dialogs.js';
import { flowDetails } from '../../src/internal/flow-status.js';
import { connectionViews } from '../../src/elements/datasource-connect-button/connection-parts.js';
import { connectionChoosers } from '../../src/elements/datasource-credential-select/chooser-parts.js';
import { menus } from '../../src/internal/menu-slot.js';
import { flowTracking } from '../../src/store/store.js';
import { tabSync, writing } from '../../src/store/writes.js';

/**
 * Loads what the package loads when it is first needed, so that tests of something else find it at hand, as users do
 * after the first time. What comes before is what the tests of loading are about.
 */
export async function loadParts(): Promise<void> {
  await Promise.all(
    [
      flowTracking,
      writing,
      tabSync,
      troubles,
      flowDetails,
      menus,
      connectionViews,
      connectionChoosers,
      dialogFrames,
      credentialWork,
      listViews,
      listSearch,
      configureMenu,
    ].map((part) => part.load()),
  );
}
