import { Hono } from 'hono';
import type { HttpBindings } from '@hono/node-server';
import { errors } from './library.js';
import type Provider from 'oidc-provider';
import { readForm } from '../limited-body.js';
import { sourceOfClient } from './client-metadata.js';
import { consentPage } from './consent-page.js';
import { headersWithFormTarget } from './page.js';
import { ACCOUNT_ID } from './provider.js';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** The steps in which the user takes part: choosing the account is done for them, consent is theirs. */
export function interactionRoutes(provider: Provider): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>();

  routes.get('/interaction/:uid', async (c) => {
    const { incoming, outgoing } = c.env;
    const interaction = await provider.interactionDetails(incoming, outgoing);
    if (interaction.prompt.name === 'login') {
      const result = { login: { accountId: ACCOUNT_ID, remember: true } };
      return c.redirect(await provider.interactionResult(incoming, outgoing, result), 303);
    }
    const client = await provider.Client.find(String(interaction.params['client_id']));
    const source = sourceOfClient(client);
    if (!client || !source) throw new errors.InvalidClient('this client is not known any more');
    const redirectTo = String(interaction.params['redirect_uri']);
    const content = await consentPage({
      uid: interaction.uid,
      source,
      clientName: client.clientName ?? client.clientId,
      redirectTo,
      scopes: new Set(String(interaction.params['scope']).split(' ')),
    });
    return c.html(content, 200, headersWithFormTarget(redirectTo));
  });

  routes.post('/interaction/:uid', async (c) => {
    const { incoming, outgoing } = c.env;
    const interaction = await provider.interactionDetails(incoming, outgoing);
    const allowed = (await readForm(c)).get('decision') === 'allow' && interaction.prompt.name === 'consent';
    const result = allowed
      ? { consent: { grantId: await grant(provider, interaction) } }
      : { error: 'access_denied', error_description: 'The account owner did not allow access.' };
    return c.redirect(await provider.interactionResult(incoming, outgoing, result), 303);
  });

  return routes;
}

/** Writes down what the user agreed to. */
async function grant(provider: Provider, interaction: Interaction): Promise<string> {
  const existing =
    interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId);
  const record =
    existing ??
    new provider.Grant({ accountId: ACCOUNT_ID, clientId: String(interaction.params['client_id']) });
  const { missingOIDCScope, missingOIDCClaims } = interaction.prompt.details;
  if (Array.isArray(missingOIDCScope)) record.addOIDCScope(missingOIDCScope.join(' '));
  if (Array.isArray(missingOIDCClaims)) record.addOIDCClaims(missingOIDCClaims.map(String));
  return record.save();
}
