/** A JSON answer. */
export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

/** The server's error body (contract 1.4). */
export function errorAnswer(status: number, code: string, message: string, params?: string): Response {
  return json({ code, message, ...(params !== undefined && { params }), status }, status);
}

/** Ends an operation with the server's error body. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly params?: string,
  ) {
    super(message);
  }

  get answer(): Response {
    return errorAnswer(this.status, this.code, this.message, this.params);
  }
}

export const invalidParam = (message: string, params?: string): Refusal =>
  new Refusal(400, 'invalid_param', message, params);

export const unauthorized = (message: string): Refusal => new Refusal(401, 'unauthorized', message);

export const forbidden = (
  message = "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.",
): Refusal => new Refusal(403, 'forbidden', message);

export const notFound = (): Refusal =>
  new Refusal(404, 'not_found', 'The requested URL was not found on the server.');

export const methodNotAllowed = (): Refusal =>
  new Refusal(405, 'method_not_allowed', 'The method is not allowed for the requested URL.');
