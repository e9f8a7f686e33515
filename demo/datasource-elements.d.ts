// The pages import the package by its name and Vite answers with src/ (vite.config.ts). The types of the tags and of their
// events are global, as they are for every page that has them.
declare module 'datasource-elements/define';
declare module 'datasource-elements/oauth-callback' {
  export function reportAuthorization(): string;
}
