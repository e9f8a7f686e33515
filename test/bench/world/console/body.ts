import type { Context } from 'hono';
import { ApiError, invalidParam } from './errors.js';

const NAME_LIMIT = 100;

/** Reads the body as a JSON object, or fails in the contract's error form. */
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

/** Checked access to the fields of a body, with the server's own messages (contract 1.4). Unknown keys are ignored. */
export class Body {
  constructor(
    private readonly model: string,
    private readonly fields: ReadonlyMap<string, unknown>,
  ) {}

  text(field: string): string {
    const value = this.required(field);
    if (typeof value !== 'string') throw this.error(field, 'Input should be a valid string', 'string_type');
    return value;
  }

  name(field: string): string {
    const value = this.text(field);
    if ([...value].length <= NAME_LIMIT) return value;
    throw this.error(field, `String should have at most ${NAME_LIMIT} characters`, 'string_too_long');
  }

  optionalName(field: string): string | null {
    return this.isAbsent(field) ? null : this.name(field);
  }

  object(field: string): Record<string, unknown> {
    const value = this.required(field);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.error(field, 'Input should be a valid dictionary', 'dict_type');
    return { ...value };
  }

  optionalObject(field: string): Record<string, unknown> | null {
    return this.isAbsent(field) ? null : this.object(field);
  }

  optionalFlag(field: string): boolean | null {
    if (this.isAbsent(field)) return null;
    const value = this.fields.get(field);
    if (typeof value === 'boolean') return value;
    throw this.error(field, 'Input should be a valid boolean', 'bool_type');
  }

  private isAbsent(field: string): boolean {
    return (this.fields.get(field) ?? null) === null;
  }

  private required(field: string): unknown {
    if (!this.fields.has(field)) throw this.error(field, 'Field required', 'missing');
    return this.fields.get(field);
  }

  private error(field: string, sentence: string, type: string): ApiError {
    return invalidParam(
      `1 validation error for ${this.model}\n${field}\n  ${sentence} [type=${type}]`,
      field,
    );
  }
}
