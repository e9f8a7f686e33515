import type { IncomingMessage, ServerResponse } from 'node:http';
import { Gate } from '../gate.js';
import { oneRequestOnly } from '../listen.js';
import { matches } from '../request-log.js';
import type { RequestLog, RequestMatch } from '../request-log.js';
import { Waiting } from '../waiting.js';
import { hold, holdAnswer, pass } from './actions.js';
import type { FaultAction } from './actions.js';
import { Exchange, readWhole } from './exchange.js';

export interface RuleOptions {
  /** How many requests it applies to; then it is spent. Default all. */
  times?: number;
  /** How many requests it lets pass first. Default 0. */
  skip?: number;
}

/** A rule in force. */
export class Rule {
  /** How many requests it was applied to. */
  hits = 0;
  readonly #waiting = new Waiting();
  #skip: number;

  constructor(
    readonly match: RequestMatch,
    readonly action: FaultAction,
    private readonly options: RuleOptions,
  ) {
    this.#skip = options.skip ?? 0;
  }

  /** Whether the rule takes the request, which then counts. */
  takes(request: { method: string; path: string }): boolean {
    if (this.hits >= (this.options.times ?? Infinity) || !matches(request, this.match)) return false;
    if (this.#skip > 0) {
      this.#skip -= 1;
      return false;
    }
    this.hits += 1;
    this.#waiting.changed();
    return true;
  }

  /** Resolves when it was applied so many times. */
  applied(count = 1, ms?: number): Promise<void> {
    return this.#waiting.until(
      () => this.hits >= count,
      `fault ${count} on ${String(this.match.path ?? 'any path')}`,
      ms,
    );
  }
}

/** The proxy before everything that the host serves: what no rule takes passes through it unchanged. */
export class Faults {
  readonly #log: RequestLog;
  readonly #portOf: (path: string) => number;
  #rules: Rule[] = [];
  #gates: Gate[] = [];
  #life = new AbortController();

  /**
   * @param log Gets every request, whatever becomes of it.
   * @param portOf The true server of a path.
   */
  constructor(log: RequestLog, portOf: (path: string) => number) {
    this.#log = log;
    this.#portOf = portOf;
  }

  /** Applies an action to the requests that match; of several rules the newest that is not spent. */
  on(match: RequestMatch, action: FaultAction, options: RuleOptions = {}): Rule {
    const rule = new Rule(match, action, options);
    this.#rules.unshift(rule);
    return rule;
  }

  /** Takes a rule away; what it was applied to goes on. */
  off(rule: Rule): void {
    this.#rules = this.#rules.filter((each) => each !== rule);
  }

  /** Makes requests wait before the server gets them. */
  hold(match: RequestMatch, options?: RuleOptions, then?: FaultAction): Gate {
    const gate = this.#gate(match);
    this.on(match, hold(gate, then), options);
    return gate;
  }

  /** Makes answers wait after the server has done its part. */
  holdAnswer(match: RequestMatch, options?: RuleOptions, then?: FaultAction): Gate {
    const gate = this.#gate(match);
    this.on(match, holdAnswer(gate, then), options);
    return gate;
  }

  /** Takes all rules away, opens what is held, and breaks connections that a rule keeps waiting. */
  clear(): void {
    this.#rules = [];
    this.#life.abort(new Error('The rules were cleared'));
    this.#life = new AbortController();
    for (const gate of this.#gates) gate.release();
    this.#gates = [];
  }

  /** What a server does with a request. */
  readonly handle = (message: IncomingMessage, response: ServerResponse): void => {
    const { signal } = this.#life;
    oneRequestOnly(response);
    void this.#serve(message, response, signal).catch(() => {
      // Given up by a rule, by the browser, or by a server that is gone: there is nothing sound to answer.
      response.socket?.destroy();
    });
  };

  async #serve(message: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const [path = '/', ...query] = (message.url ?? '/').split('?');
    const search = query.length > 0 ? `?${query.join('?')}` : '';
    const method = message.method ?? 'GET';
    const body = await readWhole(message);
    const { headers, rawHeaders } = message;
    this.#log.add({ method, path, search, headers: plain(headers), body: body.toString() });
    const request = { method, path, search, headers, rawHeaders, body };
    const exchange = new Exchange(request, response, this.#portOf(path), signal);
    const rule = this.#rules.find((each) => each.takes(request));
    await (rule?.action ?? pass())(exchange);
  }

  #gate({ path }: RequestMatch): Gate {
    const gate = new Gate(String(path ?? 'any path'));
    gate.hold();
    this.#gates.push(gate);
    return gate;
  }
}

const plain = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
