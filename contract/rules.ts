import { AUTHORIZATION_RULES } from './rules/authorization-rules.js';
import { CLIENT_RULES } from './rules/client-rules.js';
import { CONNECTIONS_RULES } from './rules/connections-rules.js';
import { CREATE_RULES } from './rules/create-rules.js';
import { DEFAULT_RULES } from './rules/default-rules.js';
import { DELETE_RULES } from './rules/delete-rules.js';
import { LIST_RULES } from './rules/list-rules.js';
import { RENAME_RULES } from './rules/rename-rules.js';
import { SESSION_RULES } from './rules/session-rules.js';
import { UPDATE_RULES } from './rules/update-rules.js';
import type { Rule } from './rule.js';

/** All rules, by operation. */
export const RULES: readonly Rule[] = [
  ...SESSION_RULES,
  ...LIST_RULES,
  ...CONNECTIONS_RULES,
  ...CREATE_RULES,
  ...UPDATE_RULES,
  ...RENAME_RULES,
  ...DEFAULT_RULES,
  ...DELETE_RULES,
  ...CLIENT_RULES,
  ...AUTHORIZATION_RULES,
].sort((one, other) => one.operation - other.operation);
