import { invalidParam, type Refusal } from './answers.js';

/** Names may have this many characters (contract 1.2). */
const MOST = 100;

/** The fields of a request's body, each refused in the server's own words where it is not what it has to be (contract 1.4). */
export class Body {
  readonly #model: string;
  readonly #fields: Record<string, unknown>;

  /** @param model how the server calls the body. */
  constructor(body: unknown, model: string) {
    this.#model = model;
    if (!isObject(body))
      throw invalidParam(
        `1 validation error for ${model}\n  Input should be a valid dictionary or object [type=model_type]`,
      );
    this.#fields = body;
  }

  text(field: string): string {
    const value = this.#required(field);
    if (typeof value !== 'string') throw this.#wrong(field, 'Input should be a valid string', 'string_type');
    return value;
  }

  name(field: string): string {
    const value = this.text(field);
    if ([...value].length <= MOST) return value;
    throw this.#wrong(field, `String should have at most ${MOST} characters`, 'string_too_long');
  }

  optionalName(field: string): string | null {
    return this.#isAbsent(field) ? null : this.name(field);
  }

  object(field: string): Record<string, unknown> {
    const value = this.#required(field);
    if (!isObject(value)) throw this.#wrong(field, 'Input should be a valid dictionary', 'dict_type');
    return value;
  }

  optionalObject(field: string): Record<string, unknown> | null {
    return this.#isAbsent(field) ? null : this.object(field);
  }

  optionalFlag(field: string): boolean | null {
    if (this.#isAbsent(field)) return null;
    const value = this.#fields[field];
    if (typeof value !== 'boolean') throw this.#wrong(field, 'Input should be a valid boolean', 'bool_type');
    return value;
  }

  #isAbsent(field: string): boolean {
    return !Object.hasOwn(this.#fields, field) || this.#fields[field] === null;
  }

  #required(field: string): unknown {
    if (!Object.hasOwn(this.#fields, field)) throw this.#wrong(field, 'Field required', 'missing');
    return this.#fields[field];
  }

  #wrong(field: string, sentence: string, type: string): Refusal {
    return invalidParam(
      `1 validation error for ${this.#model}\n${field}\n  ${sentence} [type=${type}]`,
      field,
    );
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
