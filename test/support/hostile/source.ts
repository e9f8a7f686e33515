/**
 * A data source as the server sends it, with one text in every place in which a server can put any: what names the
 * source itself is only what a path of the API allows.
 */
export function sourceOfText(text: string, plugin?: string): Record<string, unknown> {
  return sourceOf(() => text, plugin);
}

/** The same with another text in each place. */
export function sourceOf(text: () => string, plugin = 'notion_datasource'): Record<string, unknown> {
  const i18n = (): object => ({ en_US: text(), zh_Hans: text() });
  const field = (type: string, index: number): Record<string, unknown> => {
    const value = text();
    return {
      type,
      name: `${text()}${index}`,
      required: index % 2 === 0,
      label: i18n(),
      help: i18n(),
      placeholder: i18n(),
      url: text(),
      default: type === 'boolean' ? true : value,
      options: [
        { value, label: i18n() },
        { value: `${value}2`, label: i18n() },
      ],
    };
  };
  const fields = ['text-input', 'secret-input', 'select', 'boolean', 'number-input', text()].map(field);
  const credential = (type: string, index: number): Record<string, unknown> => ({
    id: `hostile-${index}`,
    name: text(),
    type,
    is_default: index === 0,
    avatar_url: text(),
    credential: Object.fromEntries(fields.map(({ name }) => [name, text()])),
    visibility: text(),
  });
  return {
    author: text(),
    provider: text(),
    name: plugin,
    plugin_id: `langgenius/${plugin}`,
    plugin_unique_identifier: text(),
    icon: text(),
    label: i18n(),
    description: i18n(),
    credential_schema: fields,
    oauth_schema: {
      client_schema: fields,
      credentials_schema: fields,
      oauth_custom_client_params: { [`${text()}1`]: text() },
      is_oauth_custom_client_enabled: true,
      is_system_oauth_params_exists: true,
      redirect_uri: text(),
    },
    credentials_list: ['oauth2', 'api-key', text()].map(credential),
  };
}
