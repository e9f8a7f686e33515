import './internal/lit-globals.js';

export { DatasourceClient } from './api/client.js';
export { guardAuthorizationUrl } from './authorization/url-guard.js';
export { storeContext } from './context/store-context.js';
export { ApiKeyDialogElement } from './elements/api-key-dialog/api-key-dialog.js';
export { DatasourceApiKeyButtonElement } from './elements/datasource-api-key-button/datasource-api-key-button.js';
export { DatasourceCardElement } from './elements/datasource-card/datasource-card.js';
export { DatasourceConnectButtonElement } from './elements/datasource-connect-button/datasource-connect-button.js';
export { DatasourceContextElement } from './elements/datasource-context/datasource-context.js';
export { DatasourceCredentialElement } from './elements/datasource-credential/datasource-credential.js';
export { DatasourceCredentialSelectElement } from './elements/datasource-credential-select/datasource-credential-select.js';
export { DatasourceListElement } from './elements/datasource-list/datasource-list.js';
export { DatasourceOAuthButtonElement } from './elements/datasource-oauth-button/datasource-oauth-button.js';
export { OAuthClientDialogElement } from './elements/oauth-client-dialog/oauth-client-dialog.js';
export * from './events/events.js';
export { en as englishLabels, type Labels } from './locales/en.js';
export { configureDatasources } from './store/default-store.js';
export * from './store.js';
