import type { Tab } from '../../bench/engines/engine.js';
import type { Coop } from '../../bench/world/idp/settings.js';
import type { Outcome } from '../pages/driver.js';

export type { Outcome };

export type LibraryId = 'datasource-elements' | 'auth0-spa-js' | 'oidc-client-ts' | 'nango-frontend';

/** As a library is without options, or with those that its documentation has for windows. */
export type Settings = 'defaults' | 'best';

export interface HostOptions {
  /** `Cross-Origin-Opener-Policy` of the host's page. */
  coop?: Coop;
  /** A fake clock that stands still. */
  clock?: boolean;
}

/** A library under one kind of settings, with the server that it talks to. */
export interface Subject {
  readonly library: LibraryId;
  readonly settings: Settings;
  /** Opens a page with a button that begins a login. */
  open(options?: HostOptions): Promise<Tab>;
  /** Presses the button as a person does. */
  press(tab: Tab): Promise<void>;
  /** Presses it as a script does, from the page's own timer. */
  pressByScript(tab: Tab): Promise<void>;
  /** How logins have ended so far, oldest first. */
  outcomes(tab: Tab): Promise<Outcome[]>;
  /** How many logins the server holds to be complete. */
  completed(): number;
  /** WebSockets that the library holds open; the page's oracle does not see them. */
  openSockets(): number;
  /** Gives up what is under way, as far as the library offers it. */
  abandon(tab: Tab): Promise<void>;
  /** The callback page waits from now on, when the server has done all that it does by itself. */
  holdCallback(): Hold;
  /** What has to be known before the window can go to the provider takes so many milliseconds. */
  slowStart(milliseconds: number): void;
  /** What comes after the window has closed takes so many milliseconds. */
  lateResult(milliseconds: number): void;
  /** The way back says everything twice. */
  sayTwice(): void;
  /** The origin whose messages the library listens to, and what such a message looks like. */
  readonly trusted: { origin: string; page: string; message: unknown };
  /** Lets the server name an address to open; false for a library that takes none from a server. */
  nameAddress(address: string): boolean;
}

export interface Hold {
  arrived(): Promise<unknown>;
  release(): void;
}
