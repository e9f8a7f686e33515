import type { TestServer } from '../../../src/testing.js';
import { BROKEN_AUTHORIZATIONS } from './broken-authorizations.js';
import { BROKEN_READS } from './broken-reads.js';
import { BROKEN_WRITES } from './broken-writes.js';

/** A server that does one thing otherwise than the contract. */
export interface BrokenServer {
  readonly breaks: (server: TestServer) => void;
  /** The other rules that fail with it. */
  readonly also?: readonly string[];
  /** Nothing can be removed from it. */
  readonly leavesBehind?: boolean;
}

/** Such servers by the id of the rule that they break. */
export type BrokenServers = Readonly<Record<string, BrokenServer>>;

/** One for each rule. */
export const BROKEN_SERVERS: BrokenServers = { ...BROKEN_READS, ...BROKEN_WRITES, ...BROKEN_AUTHORIZATIONS };
