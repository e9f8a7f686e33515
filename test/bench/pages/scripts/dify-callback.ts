/** What Dify's own callback page does once it has loaded (contract 3.4), faults included. */
const opener = window.opener as Window | null;
const query = new URLSearchParams(location.search);
const subscriptionId = query.get('subscription_id');
const error = query.get('error');

if (opener) {
  const message = subscriptionId
    ? { type: 'oauth_callback', success: true, subscriptionId }
    : error
      ? { type: 'oauth_callback', success: false, error, errorDescription: query.get('error_description') }
      : { type: 'oauth_callback' };
  // Throws for an opener of another origin, so that nothing is sent and the window stays.
  opener.postMessage(message, opener.origin || '*');
  window.close();
}

export {};
