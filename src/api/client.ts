import type { DatasourceRef } from './datasource-id.js';
import { diagnoseSite } from './diagnosis.js';
import { diagnoseRedirect } from './diagnosis-of-redirect.js';
import { toDatasourceError, type DatasourceError } from './errors.js';
import { own } from './own.js';
import { parseAuthorizationUrl } from './parse.js';
import { authPath, checkedId, DatasourceReads, type CallOptions } from './reads.js';
import type {
  AuthorizationUrlInput,
  CreateCredentialInput,
  FieldValues,
  OAuthClientInput,
  UpdateCredentialInput,
} from './types.js';

/**
 * The data-source authorization API of a Dify console server, one method for each operation of the contract
 * (section 1.2; the numbers below are its). Stateless but for a session refresh that is under way.
 *
 * Every method throws a {@link DatasourceError}; every answer is checked against the contract.
 */
export class DatasourceClient extends DatasourceReads {
  /** Op 4: adds a connection by API key. The server sends back no id. */
  async createCredential(
    ref: DatasourceRef,
    input: CreateCredentialInput,
    options?: CallOptions,
  ): Promise<void> {
    const { credentials, name = '' } = own(input);
    await this.#post(authPath(ref), { credentials, type: 'api-key', name }, options, credentials);
  }

  /** Op 5: replaces the values of a connection, or only its name. */
  async updateCredential(
    ref: DatasourceRef,
    input: UpdateCredentialInput,
    options?: CallOptions,
  ): Promise<void> {
    const { credentialId: credential_id, credentials, name } = own(input);
    await this.#post(`${authPath(ref)}/update`, { credential_id, credentials, name }, options, credentials);
  }

  /** Op 6: renames a connection; 1 to 100 characters. */
  async renameCredential(
    ref: DatasourceRef,
    credentialId: string,
    name: string,
    options?: CallOptions,
  ): Promise<void> {
    await this.#post(`${authPath(ref)}/update-name`, { credential_id: credentialId, name }, options);
  }

  /** Op 7: makes a connection the default one of its data source. The server calls the field `id` here. */
  async setDefaultCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    await this.#post(`${authPath(ref)}/default`, { id: credentialId }, options);
  }

  /** Op 8: removes a connection; also succeeds when it is gone already. */
  async deleteCredential(ref: DatasourceRef, credentialId: string, options?: CallOptions): Promise<void> {
    try {
      await this.#post(`${authPath(ref)}/delete`, { credential_id: credentialId }, options);
    } catch (thrown) {
      if (!GONE.has(toDatasourceError(thrown).status)) throw thrown;
    }
  }

  /** Op 9: stores the tenant's own OAuth client and whether it is used. */
  async saveOAuthClient(ref: DatasourceRef, input: OAuthClientInput, options?: CallOptions): Promise<void> {
    const body = { client_params: input.clientParams, enable_oauth_custom_client: input.enabled };
    await this.#post(`${authPath(ref)}/custom-client`, body, options, input.clientParams);
  }

  /** Op 10: forgets the tenant's own OAuth client. */
  async deleteOAuthClient(ref: DatasourceRef, options?: CallOptions): Promise<void> {
    await this.http.request({ ...options, method: 'DELETE', path: `${authPath(ref)}/custom-client` });
  }

  /**
   * Op 11: where to send the user to authorize; not yet checked, see `guardAuthorizationUrl`. The server ties it to
   * this browser by a cookie for 5 minutes, one at a time.
   *
   * @throws DatasourceError `no_oauth_client` when neither the tenant nor the system has an OAuth client; `cross_site`,
   * without a request, `relative_redirect_uri` and `host_mismatch` when the authorization certainly cannot end well.
   */
  async getAuthorizationUrl(
    ref: DatasourceRef,
    input: AuthorizationUrlInput = {},
    options?: CallOptions,
  ): Promise<string> {
    const { credentialId, visibility } = own(input);
    const { obstacle } = this;
    if (obstacle) throw obstacle;
    // An absent id must not be sent: the server would take the text "undefined" for one (contract 5).
    const query = new URLSearchParams({
      ...(credentialId && { credential_id: credentialId }),
      ...(visibility && { visibility }),
    });
    const path = `${oauthPath(ref)}/get-authorization-url${query.size > 0 ? `?${query.toString()}` : ''}`;
    const address = parseAuthorizationUrl(await this.get(path, options));
    const { url, cookies } = this.http.server;
    const wrong = diagnoseRedirect(address, url, cookies);
    if (wrong) throw wrong;
    return address;
  }

  /**
   * Why no authorization by OAuth can work on this page, known without a request: `cross_site`. `null` where nothing
   * is certain, and for a host that sends requests in its own way.
   */
  get obstacle(): DatasourceError | null {
    const { server, options } = this.http;
    return server.cookies && !options.fetch ? diagnoseSite(server.url) : null;
  }

  /**
   * Op 12: the address to which the third party sends the user back. It is visited by the browser, never fetched.
   * The server's own `redirect_uri` wins where the two differ.
   */
  callbackUrl(ref: DatasourceRef): string {
    return `${this.http.baseUrl}${oauthPath(ref)}/callback`;
  }

  /** @param values what is posted in it that may be a secret. */
  #post(path: string, body: object, options?: CallOptions, values: FieldValues = {}): Promise<unknown> {
    const secrets = Object.values(values).filter((value) => typeof value === 'string');
    return this.http.request({ ...options, method: 'POST', path, body, secrets });
  }
}

/** What a server answers that no longer has what is to be deleted. */
const GONE: ReadonlySet<unknown> = new Set([404, 410]);

function oauthPath(ref: DatasourceRef): string {
  return `/oauth/plugin/${checkedId(ref)}/datasource`;
}
