import { credentialUnauthorized, invalidParam, providerUnavailable } from '../console/errors.js';
import type { Backend } from '../context.js';
import { findSource } from '../sources/catalogue.js';
import type { SampleDocument, Source } from '../sources/source.js';
import type { ProviderKey, StoredCredential } from '../storage/credentials.js';
import type { User } from '../storage/users.js';
import { fetchDocument } from './document.js';
import { TokenRenewal } from './token-renewal.js';
import { isExpired } from './tokens.js';
import { canSee } from './visibility.js';
import { within } from './within.js';

/** What a read answers. */
export interface ReadDocument extends SampleDocument {
  /** The provider's brand name. */
  source: string;
  /** ISO 8601. */
  read_at: string;
  characters: number;
}

/** Uses a stored connection, as a knowledge pipeline does: reads one document with it. */
export class ReadService {
  private readonly renewal: TokenRenewal;

  constructor(private readonly backend: Backend) {
    this.renewal = new TokenRenewal(backend);
  }

  async read(user: User, key: ProviderKey, id: string): Promise<ReadDocument> {
    const source = findSource(key.pluginId, key.provider);
    const credential = await this.backend.credentials.find(key, id);
    if (!source || !credential || !canSee(user, credential)) throw invalidParam('provider not found');
    // What runs late goes on by itself: tokens that the provider has already swapped must still be stored.
    const work =
      credential.authType === 'oauth2'
        ? this.withToken(key, source, credential)
        : this.withKey(source, credential);
    const document = await within(work, this.backend.providerTimeoutSeconds, () =>
      providerUnavailable(`${source.brand} did not answer in time. Try again later.`),
    );
    return {
      ...document,
      source: source.brand,
      read_at: new Date(this.backend.now() * 1000).toISOString(),
      characters: [...document.text].length,
    };
  }

  private async withKey(source: Source, credential: StoredCredential): Promise<SampleDocument> {
    const document = await fetchDocument(source, credential, this.backend);
    if (document !== 'refused') return document;
    throw credentialUnauthorized(
      `${source.brand} no longer accepts this key. Edit the connection and enter a new one.`,
    );
  }

  /** Tokens are renewed when they have run out, and once when a token that looked fresh is refused (contract 1.6). */
  private async withToken(
    key: ProviderKey,
    source: Source,
    credential: StoredCredential,
  ): Promise<SampleDocument> {
    const renew = async (): Promise<SampleDocument | 'refused'> => {
      const renewed = await this.renewal.renew(key, source, credential);
      return renewed ? fetchDocument(source, renewed, this.backend) : 'refused';
    };
    // Without a refresh token there is nothing to renew with, and the provider has the last word about the old one.
    const renewable = Boolean(credential.fields['refresh_token']?.value);
    const renewFirst = renewable && isExpired(credential.expiresAt, this.backend.now());
    let document = renewFirst ? await renew() : await fetchDocument(source, credential, this.backend);
    if (document === 'refused' && !renewFirst) document = await renew();
    if (document !== 'refused') return document;
    throw credentialUnauthorized(`${source.brand} no longer accepts this connection. Re-authorize it.`);
  }
}
