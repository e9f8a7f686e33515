/** Lays messages of every shape open: `window.hostileMessages`, and `window.uncloneableMessages` for events of scripts. */
import { HOSTILE_MESSAGES, UNCLONEABLE_MESSAGES } from '../../../support/hostile/messages.js';

Object.assign(window, { hostileMessages: HOSTILE_MESSAGES, uncloneableMessages: UNCLONEABLE_MESSAGES });
