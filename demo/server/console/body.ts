import type { Context } from 'hono';
import { readLimited } from '../limited-body.js';
import { ApiError, invalidParam } from './errors.js';

/** Larger bodies are refused before they are read whole, in bytes. */
const BODY_LIMIT = 64 * 1024;

/** Names may have this many characters (contract 1.2). */
const NAME_LIMIT = 100;

/** Reads the body as a JSON object, or fails in the contract's error form. */
export async function readBody(c: Context, model: string): Promise<Body> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) {
    throw new ApiError(
      415,
      'unsupported_media_type',
      "Did not attempt to load JSON data because the request Content-Type was not 'application/json'.",
    );
  }
  const text = await readLimited(c, BODY_LIMIT);
  if (text === undefined) {
    const sentence = 'The data value transmitted exceeds the capacity limit.';
    throw new ApiError(413, 'request_entity_too_large', sentence);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidParam('Invalid JSON payload received or JSON payload is empty.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidParam(
      `1 validation error for ${model}\n  Input should be a valid dictionary or object [type=model_type]`,
    );
  }
  return new Body(model, new Map(Object.entries(value)));
}

/**
 * Checked access to the fields of a body. Messages follow the server's own form, "1 validation error for <model>" (contract 1.4),
 * without the input value, which could be a secret. Unknown keys are ignored (contract 1.2).
 */
export class Body {
  constructor(
    private readonly model: string,
    private readonly fields: ReadonlyMap<string, unknown>,
  ) {}

  text(field: string): string {
    const value = this.required(field);
    if (typeof value !== 'string') throw this.error(field, 'Input should be a valid string', 'string_type');
    if (value.includes('\0'))
      throw invalidParam('A string literal cannot contain NUL (0x00) characters.', field);
    return value;
  }

  name(field: string): string {
    return this.checkName(field, this.text(field));
  }

  optionalName(field: string): string | null {
    const value = this.optional(field);
    return value === null ? null : this.name(field);
  }

  object(field: string): Record<string, unknown> {
    const value = this.required(field);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.error(field, 'Input should be a valid dictionary', 'dict_type');
    }
    return { ...value };
  }

  optionalObject(field: string): Record<string, unknown> | null {
    return this.optional(field) === null ? null : this.object(field);
  }

  optionalFlag(field: string): boolean | null {
    const value = this.optional(field);
    if (value === null || typeof value === 'boolean') return value;
    throw this.error(field, 'Input should be a valid boolean', 'bool_type');
  }

  private optional(field: string): unknown {
    return this.fields.get(field) ?? null;
  }

  private required(field: string): unknown {
    if (!this.fields.has(field)) throw this.error(field, 'Field required', 'missing');
    return this.fields.get(field);
  }

  private checkName(field: string, value: string): string {
    if ([...value].length <= NAME_LIMIT) return value;
    throw this.error(field, `String should have at most ${NAME_LIMIT} characters`, 'string_too_long');
  }

  private error(field: string, sentence: string, type: string): ApiError {
    return invalidParam(
      `1 validation error for ${this.model}\n${field}\n  ${sentence} [type=${type}]`,
      field,
    );
  }
}
