import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerOfKind } from './answers/answer-kinds.ts';
import { serveChat } from './chat.ts';
import { embeddingReply } from './embeddings.ts';
import { createLedger, type Ledger, type LedgerStats } from './ledger.ts';
import { scriptedOptions, type Answer, type ScriptedOptions } from './options.ts';
import { answerReply } from './reply.ts';
import { createSlots, type SlotStats } from './slots.ts';

export type ScriptedStats = LedgerStats &
  SlotStats & { readonly inService: number; readonly queued: number; readonly openSockets: number };

export interface ScriptedEndpoint {
  /** Up to and with `/v1`. */
  readonly baseUrl: string;
  readonly port: number;
  stats(): ScriptedStats;
  rows(): ReturnType<Ledger['rows']>;
  reset(): void;
  /** Stops listening and resets all connections, as a killed process does. */
  close(): Promise<void>;
}

/**
 * An OpenAI-compatible endpoint on 127.0.0.1 that answers by script: POST /v1/chat/completions and /v1/embeddings, GET /v1/models, /health and
 * /metrics; GET /stats, GET /rows (row → full answers) and POST /reset are its own.
 *
 * @param answer pure function of the request. @default what `options.answer` names
 */
export async function startScriptedEndpoint(options: ScriptedOptions = {}, answer?: Answer): Promise<ScriptedEndpoint> {
  const settings = scriptedOptions.parse(options);
  const slots = createSlots(settings.slots, settings.maxQueue);
  const ledger = createLedger(settings.countsFile);
  let openSockets = 0;

  const stats = (): ScriptedStats => ({
    ...ledger.stats(),
    ...slots.stats(),
    inService: slots.busy,
    queued: slots.queued,
    openSockets,
  });
  const reset = (): void => {
    ledger.reset();
    slots.reset();
  };
  const script = { settings, slots, ledger };
  const answers = answer ?? answerOfKind(settings);
  const chat = serveChat({ ...script, reply: (raw, id, row) => answerReply(settings, raw, id, row, answers) });
  const embeddings = serveChat({ ...script, reply: (raw) => embeddingReply(settings, raw) });

  const server = createServer((request, response) => {
    if (request.method === 'POST' && request.url?.startsWith('/v1/chat/completions')) return chat(request, response);
    if (request.method === 'POST' && request.url?.startsWith('/v1/embeddings')) return embeddings(request, response);
    return serveOther(request, response);
  });

  function serveOther(request: IncomingMessage, response: ServerResponse): void {
    switch (`${request.method} ${request.url}`) {
      case 'GET /v1/models':
        return json(response, 200, { object: 'list', data: [{ id: settings.model, object: 'model' }] });
      case 'GET /health':
        return json(response, 200, {});
      case 'GET /metrics':
        response.writeHead(200, { 'content-type': 'text/plain' });
        response.end(
          `vllm:num_requests_running{model_name="${settings.model}"} ${slots.busy}.0\n` +
            `vllm:num_requests_waiting{model_name="${settings.model}"} ${slots.queued}.0\n`,
        );
        return;
      case 'GET /stats':
        return json(response, 200, stats());
      case 'GET /rows':
        return json(response, 200, Object.fromEntries(ledger.rows()));
      case 'POST /reset':
        reset();
        return json(response, 200, {});
      default:
        return json(response, 404, { error: { message: `no route ${request.url}`, type: 'not_found' } });
    }
  }

  server.on('connection', (socket) => {
    openSockets += 1;
    socket.once('close', () => (openSockets -= 1));
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        ledger.close();
        resolve();
      });
      server.closeAllConnections();
    });

  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    port,
    stats,
    rows: ledger.rows,
    reset,
    close: () => (closed ??= close()),
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
