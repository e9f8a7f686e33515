import type { Gate } from '../gate.js';
import { Waiting } from '../waiting.js';
import type { Exchange, ProxyAnswer, ProxyRequest } from './exchange.js';

/** What is done with a request. */
export type FaultAction = (exchange: Exchange) => Promise<void>;

/** Passes request and answer on unchanged. */
export const pass = (): FaultAction => async (exchange) => {
  await exchange.send(await exchange.upstream());
};

/** Passes the request on late, by so many milliseconds. */
export const delay =
  (milliseconds: number, then = pass()): FaultAction =>
  async (exchange) => {
    await exchange.sleep(milliseconds);
    await then(exchange);
  };

/** Lets the server do its part at once, and the answer be late. */
export const delayAnswer =
  (milliseconds: number, then = pass()): FaultAction =>
  async (exchange) => {
    await exchange.upstream();
    await exchange.sleep(milliseconds);
    await then(exchange);
  };

/** Lets the request wait at a gate. */
export const hold =
  (gate: Gate, then = pass()): FaultAction =>
  async (exchange) => {
    await gate.pass();
    await then(exchange);
  };

/** Lets the server do its part, and the answer wait at a gate. */
export const holdAnswer =
  (gate: Gate, then = pass()): FaultAction =>
  async (exchange) => {
    await exchange.upstream();
    await gate.pass();
    await then(exchange);
  };

/** An answer of a test's own. */
export interface OwnAnswer {
  /** Default 200. */
  status?: number;
  headers?: Record<string, string>;
  /** A text or bytes as they are; anything else as JSON, with its content type. Default nothing. */
  body?: unknown;
}

/** Answers without asking the server. */
export const answerWith =
  (answer: OwnAnswer | ((request: ProxyRequest) => OwnAnswer)): FaultAction =>
  (exchange) =>
    exchange.send(toAnswer(typeof answer === 'function' ? answer(exchange.request) : answer));

/** Answers with an error in the contract's form (1.4), without asking the server. */
export const errorWith = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): FaultAction => answerWith({ status, headers, body: { code, message, status } });

/** Sends the browser elsewhere, without asking the server. */
export const redirectTo = (location: string, status = 302): FaultAction =>
  answerWith({ status, headers: { location } });

/** Changes the server's answer on its way. */
export const changeAnswer =
  (change: (answer: ProxyAnswer, request: ProxyRequest) => ProxyAnswer): FaultAction =>
  async (exchange) =>
    exchange.send(change(await exchange.upstream(), exchange.request));

/** Sets headers of the server's answer, in place of any of the same names; `null` removes one. */
export const setHeaders = (headers: Record<string, string | null>): FaultAction =>
  changeAnswer((answer) => {
    const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
    const kept = answer.headers.filter(([name]) => !names.has(name.toLowerCase()));
    const added = Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== null);
    return { ...answer, headers: [...kept, ...added] };
  });

/** Changes the JSON of the server's answer. */
export const changeJson = (change: (body: never) => unknown): FaultAction =>
  changeAnswer((answer) => ({
    ...answer,
    body: Buffer.from(JSON.stringify(change(JSON.parse(answer.body.toString()) as never))),
  }));

/** Sends the request to the server twice, as a network that repeats; the browser gets the first answer. */
export const duplicate = (): FaultAction => async (exchange) => {
  const first = await exchange.upstream();
  await exchange.repeat();
  await exchange.send(first);
};

/**
 * Collects as many answers as `order` has places, and sends them in that order: `[2, 0, 1]` sends the one that was asked for
 * last first. Further requests pass.
 */
export function reorder(order: readonly number[]): FaultAction {
  const waiting = new Waiting();
  let asked = 0;
  let ready = 0;
  let sent = 0;
  return async (exchange) => {
    const place = order.indexOf(asked++);
    if (place < 0) return pass()(exchange);
    await exchange.upstream();
    ready += 1;
    waiting.changed();
    await waiting.until(() => ready === order.length && sent === place, 'the turn of an answer', 60_000);
    await pass()(exchange);
    sent += 1;
    waiting.changed();
  };
}

function toAnswer({ status = 200, headers = {}, body = '' }: OwnAnswer): ProxyAnswer {
  const isPlain = typeof body === 'string' || body instanceof Uint8Array;
  return {
    status,
    headers: Object.entries({ ...(isPlain ? {} : { 'content-type': 'application/json' }), ...headers }),
    body: Buffer.from(isPlain ? body : JSON.stringify(body)),
  };
}
