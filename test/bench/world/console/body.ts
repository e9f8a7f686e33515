import type { Context } from 'hono';
import { Body } from '../../../../demo/server/console/body.js';
import { ApiError, invalidParam } from '../../../../demo/server/console/errors.js';

/**
 * Reads the body as a JSON object, or fails in the contract's error form. The demo reads its bodies from the connection, where
 * the log of the bench has been before.
 */
export async function readBody(c: Context, model: string): Promise<Body> {
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? ''))
    throw new ApiError(
      415,
      'unsupported_media_type',
      "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.",
    );
  let value: unknown;
  try {
    value = JSON.parse(await c.req.text());
  } catch {
    throw invalidParam('Invalid JSON payload received or JSON payload is empty.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidParam(
      `1 validation error for ${model}\n  Input should be a valid dictionary or object [type=model_type]`,
    );
  return new Body(model, new Map(Object.entries(value)));
}
