import { reportAuthorization } from 'datasource-elements/oauth-callback';

reportAuthorization();
