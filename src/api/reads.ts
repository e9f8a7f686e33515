import { Http, type HttpOptions } from './http.js';
import { datasourceId, parseDatasourceId, type DatasourceRef } from './datasource-id.js';
import { parseCredentialList, parseDatasourceList } from './parse.js';
import type { DatasourceAuth, DatasourceCredential, ListResult } from './types.js';

/** What every operation takes besides its own arguments. */
export interface CallOptions {
  /** Gives the call up; it then rejects with `aborted`. */
  signal?: AbortSignal | undefined;
  /** Whether a write goes on when the page is left. Default: no. */
  keepalive?: boolean | undefined;
}

const AUTH = '/auth/plugin/datasource';

/**
 * The operations that only read what there is (contract section 1.2; the numbers below are its). They are apart from
 * the rest, since elements need nothing else to show what they show. Every method throws a `DatasourceError`.
 */
export class DatasourceReads {
  protected readonly http: Http;

  /** @param options how to reach the server, or whose connection to it is shared. */
  constructor(options: HttpOptions | DatasourceReads = {}) {
    this.http = options instanceof DatasourceReads ? options.http : new Http(options);
  }

  /** Op 1: all data sources that are installed, with their connections. */
  async listDatasources(options?: CallOptions): Promise<ListResult<DatasourceAuth>> {
    return parseDatasourceList(await this.readDatasources(options));
  }

  /** Op 1, as the server sent it: what a cache holds that a page's own code shares. Not checked. */
  readDatasources(options?: CallOptions): Promise<unknown> {
    return this.get(`${AUTH}/list`, options);
  }

  /** Op 2: the legacy default list. @deprecated by the server; use `listDatasources`. */
  async listDefaultDatasources(options?: CallOptions): Promise<ListResult<DatasourceAuth>> {
    return parseDatasourceList(await this.readDefaultDatasources(options));
  }

  /** Op 2, as the server sent it. Not checked. @deprecated by the server; use `readDatasources`. */
  readDefaultDatasources(options?: CallOptions): Promise<unknown> {
    return this.get(`${AUTH}/default-list`, options);
  }

  /** Op 3: the connections of one data source; empty for one that the server does not know. */
  async listCredentials(
    ref: DatasourceRef,
    options?: CallOptions,
  ): Promise<ListResult<DatasourceCredential>> {
    return parseCredentialList(await this.readCredentials(ref, options));
  }

  /** Op 3, as the server sent it. Not checked. */
  readCredentials(ref: DatasourceRef, options?: CallOptions): Promise<unknown> {
    return this.get(authPath(ref), options);
  }

  protected get(path: string, options?: CallOptions): Promise<unknown> {
    return this.http.request({ ...options, method: 'GET', path });
  }
}

/** Slashes stay raw: the server matches the id as a path (contract 1.1). Checked, so that it cannot leave that path. */
export function checkedId({ pluginId, provider }: DatasourceRef): string {
  return datasourceId(parseDatasourceId(provider, pluginId));
}

/** The path of one data source's connections. */
export function authPath(ref: DatasourceRef): string {
  return `${AUTH}/${checkedId(ref)}`;
}
