import { DatasourceError } from '../api/errors.js';
import type { ClaimHolder } from './claim.js';
import type { FlowMode } from './outcome.js';
import { isAuthorizationWindow } from './window-mark.js';

/**
 * Why an authorization cannot begin here, or `null`. Asked before anything is opened.
 *
 * @param holder who is authorizing something in another tab and is not to be disturbed.
 */
export function obstacleTo(mode: FlowMode, holder: ClaimHolder | null): DatasourceError | null {
  // Of a sandboxed frame without `allow-same-origin`.
  if (self.origin === 'null') return sandboxed();
  if (isAuthorizationWindow()) {
    return new DatasourceError(
      'nested_popup',
      'This is the window of another authorization. Close it, and connect in the window that you came from.',
    );
  }
  if (mode === 'redirect' && isFramed()) {
    return new DatasourceError(
      'redirect_in_iframe',
      'The provider’s page cannot be shown inside this page. Open this page in a tab of its own, and connect there.',
    );
  }
  if (!holder) return null;
  return new DatasourceError(
    'flow_in_progress',
    `Another authorization (${holder.source}) is under way. Finish it, or continue here.`,
  );
}

/**
 * Why no window was opened.
 *
 * @param inClick whether the browser would have let a window be opened when it was tried, as far as it tells.
 */
export function blockedError(inClick: boolean): DatasourceError {
  // In a click a browser blocks no window, so it is the frame that does not allow any.
  if (isFramed() && inClick) return sandboxed();
  return new DatasourceError(
    'popup_blocked',
    'The browser blocked the authorization window. Allow pop-ups for this site, then try again.',
  );
}

function sandboxed(): DatasourceError {
  return new DatasourceError(
    'sandboxed',
    'This page is embedded in a frame that does not let it open windows. Open it in a tab of its own, and connect there.',
  );
}

/** Whether the page stands in a frame. */
function isFramed(): boolean {
  return window.parent !== window;
}
