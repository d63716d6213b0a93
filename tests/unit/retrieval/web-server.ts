import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WebServer {
  readonly port: number;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
}

/** Runs a scripted web server on 127.0.0.1 while `work` lasts. */
export async function withServer<T>(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  work: (server: WebServer) => Promise<T>,
): Promise<T> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await work({ port: (server.address() as AddressInfo).port, asked });
  } finally {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}
