import { createServer, type IncomingMessage } from 'node:http';
import { after } from 'node:test';
import type { TestServer } from '../../../src/testing.js';

const cleanups: (() => void)[] = [];
after(() => {
  for (const cleanup of cleanups) cleanup();
});

/** Puts a test server behind HTTP, until the end of the test file. @returns its base. */
export async function serve(server: TestServer): Promise<string> {
  const http = createServer((request, response) => {
    void forward(server, request).then(async (answer) => {
      response.writeHead(answer.status, [...answer.headers].flat());
      response.end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    http.close();
    http.closeAllConnections();
  });
  const address = http.address();
  return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}${server.basePath}`;
}

async function forward(server: TestServer, request: IncomingMessage): Promise<Response> {
  let body = '';
  for await (const part of request.setEncoding('utf8')) body += String(part);
  return server.fetch(request.url ?? '', {
    method: request.method ?? 'GET',
    headers: new Headers(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]),
    ),
    // The cookies are in the headers.
    credentials: 'omit',
    ...(body !== '' && { body }),
  });
}
