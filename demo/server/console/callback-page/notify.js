// Tells the page that started the flow, the way the console does (contract 3.4): one bare message to the opener, if the opener
// is of this same origin, and one on a channel for an opener that is not reachable. The message names nothing secret.
const message = { type: 'oauth_callback' };

const channel = new BroadcastChannel('datasource-elements:oauth-callback');
channel.postMessage(message);
channel.close();

if (window.opener) {
  try {
    // Reading the origin of an opener of another origin throws: then there is nobody to tell.
    if (window.opener.origin === location.origin) window.opener.postMessage(message, location.origin);
  } catch {
    // The page stays, says that it is done, and can be closed by hand.
  }
}

window.close();
