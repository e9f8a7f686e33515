import type { DatasourceAuthorizeErrorEvent } from 'datasource-elements';
import type {} from 'datasource-elements/types/solid';

// TypeScript takes any attribute with a hyphen in its name, so that only what has none can be unknown.
export const wrongValue = <datasource-context flow="tab" />; // TS2322
export const unknownAttribute = <datasource-card plugin="notion_datasource" />; // TS2322
export const wrongFlag = <datasource-list attr:readonly={false} />; // TS2322
export const wrongHyphenated = <datasource-list without-toolbar="false" />; // TS2322
export const wrongNumber = <datasource-context undo-time="long" />; // TS2322
export const wrongProperty = <datasource-card prop:pluginId={1} />; // TS2322
export const readOnlyProperty = <datasource-context prop:currentStore={undefined} />; // TS2322
export const lostProperty = <datasource-context queryClient={undefined} />; // TS2322
export const lostAttribute = <datasource-list readonly />; // TS2322
export const wrongReference = <datasource-list ref={(card: HTMLTableElement) => void card} />; // TS2322
export const wrongEvent = <datasource-list on:datasource-authorized={(event: CustomEvent) => event.detail} />; // TS2322
export const otherEvent = (listen: (event: DatasourceAuthorizeErrorEvent) => void) => (
  <datasource-list on:datasource-authorized={listen} /> // TS2322
);
export const wrongDetail = <datasource-list on:datasource-authorized={({ detail }) => detail.secret} />; // TS2339
export const unknownEvent = <datasource-context prop:onclose={() => undefined} />; // TS2322
