import { DatasourceError } from './errors.js';
import { isCrossSite } from './site.js';

/**
 * Why the provider will not bring the user back, as far as the address of its page tells: it usually repeats where
 * the server wants the user to be sent.
 *
 * @param cookies whether the server knows the authorization by a cookie, which only its own host gets.
 */
export function diagnoseRedirect(
  authorizationUrl: string,
  api: URL,
  cookies: boolean,
): DatasourceError | null {
  const target = URL.canParse(authorizationUrl) && new URL(authorizationUrl).searchParams.get('redirect_uri');
  if (!target) return null;
  if (!URL.canParse(target))
    return new DatasourceError(
      'relative_redirect_uri',
      'The server told the provider a redirect URI that is no full address, and the provider will refuse it. Set CONSOLE_API_URL on the server.',
    );
  const { protocol, origin, host } = new URL(target);
  if (!cookies || !/^https?:$/.test(protocol) || !isCrossSite(origin, api)) return null;
  return new DatasourceError(
    'host_mismatch',
    `The provider would send you to ${host}, but the API is used on ${api.host}, and only that host knows about this authorization. Use one host name for both.`,
  );
}
