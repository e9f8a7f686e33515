import type { Answer } from './api/answer.js';
import { RuleFailed } from './rule.js';

/** @throws {RuleFailed} with what was seen, unless it is so. */
export function must(isSo: boolean, seen: string): asserts isSo {
  if (!isSo) throw new RuleFailed(seen);
}

/** The answer is a JSON object with this status. */
export function mustAnswer(answer: Answer, status: number): Record<string, unknown> {
  must(answer.status === status, `${describe(answer)}, not ${status}`);
  must(isObject(answer.body), `${status}, and no JSON object in the body`);
  return answer.body;
}

/** The answer is `{"result": "success"}`. */
export function mustSucceed(answer: Answer, status = 200): void {
  must(mustAnswer(answer, status)['result'] === 'success', `${status} without {"result": "success"}`);
}

/** The answer has a list under `result`. */
export function mustList(answer: Answer): unknown[] {
  const { result } = mustAnswer(answer, 200);
  must(Array.isArray(result), '200 without a list in "result"');
  return result;
}

/** The answer refuses, with a message that begins so. */
export function mustRefuse(answer: Answer, status: number, message = ''): void {
  must(answer.status === status, `${describe(answer)}, not ${status}`);
  must(messageOf(answer).startsWith(message), `${describe(answer)}, not "${message}"`);
}

/** An answer in a few words: its status, and the code and message of an error. */
export function describe(answer: Answer): string {
  const code = isObject(answer.body) ? answer.body['code'] : undefined;
  if (answer.status < 400) return String(answer.status);
  const message = messageOf(answer).replace(/\s+/g, ' ').slice(0, 160);
  return [answer.status, typeof code === 'string' ? code : '', message && `"${message}"`]
    .filter((part) => part !== '')
    .join(' ');
}

/** Whether it is an object, and no list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function messageOf({ body }: Answer): string {
  const message = isObject(body) ? body['message'] : undefined;
  return typeof message === 'string' ? message : '';
}

/** An error in words; what is wrong with a connection is in its cause. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
