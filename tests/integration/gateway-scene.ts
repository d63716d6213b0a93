import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import { InferenceError, type Gateway } from '../../activities/inference/index.ts';
import { startScriptedEndpoint, type ScriptedEndpoint } from '../../bench/scripted-endpoint/server.ts';
import type { Answer, ScriptedOptions } from '../../bench/scripted-endpoint/options.ts';
import { gatewayFor } from './gateway-fixture.ts';

/** What a test has opened; it is closed after the test, the newest first. */
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

export async function endpoint(options: ScriptedOptions = {}, answer?: Answer): Promise<ScriptedEndpoint> {
  const started = await startScriptedEndpoint(options, answer);
  open.push(started.close);
  return started;
}
export function gateway(...args: Parameters<typeof gatewayFor>): Gateway {
  const created = gatewayFor(...args);
  open.push(created.close);
  return created;
}
/** A server that answers request n with the n-th reply, the last one for ever. */
export async function sequence(...replies: { status: number; headers?: Record<string, string>; body: unknown }[]) {
  const at: number[] = [];
  const server: Server = createServer((request, response) => {
    request.resume();
    const {
      status,
      headers = {},
      body,
    } = replies[Math.min(at.length, replies.length - 1)] ?? { status: 500, body: {} };
    at.push(performance.now());
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => new Promise((resolve) => server.close(resolve)));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, at };
}
export const fine = { status: 200, body: { choices: [{ message: { content: 'fine' }, finish_reason: 'stop' }] } };
export const failureOf = async (running: Promise<unknown>): Promise<InferenceError> => {
  const error = await running.then(
    () => new Error('it answered'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof InferenceError) return error;
  throw error;
};
