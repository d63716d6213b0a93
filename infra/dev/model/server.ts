import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { embed, type EmbeddingModel } from '../embedder/embed.ts';
import { parseEmbeddingsRequest } from '../embedder/embeddings-request.ts';
import { complete, type Model } from './completion.ts';
import { errorBody, RequestError } from './errors.ts';
import { parseChatRequest } from './request.ts';

/** Largest request body taken, in bytes. */
const LARGEST_BODY = 64 * 1024 * 1024;

/** `local` names whatever model is served. */
const ALIAS = 'local';

/** The OpenAI-compatible server of one model and one for vectors; until `model()` gives one, every answer but an error is 503. */
export function createModelServer(model: () => Model | undefined, embedder: EmbeddingModel): Server {
  return createServer((request, response) => {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    route(model(), embedder, request, response, gone.signal).catch((error: unknown) => {
      const known =
        error instanceof RequestError
          ? error
          : new RequestError(500, 'internal_error', error instanceof Error ? error.message : String(error));
      if (!response.headersSent) sendJson(response, known.status, errorBody(known));
    });
  });
}

async function route(
  model: Model | undefined,
  embedder: EmbeddingModel,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const path = `${request.method} ${request.url?.split('?')[0]}`;
  if (!model) throw new RequestError(503, 'loading', 'The model is loading.');
  switch (path) {
    case 'GET /health':
      return sendJson(response, 200, { status: 'ok', model: model.name });
    case 'GET /v1/models':
      return sendJson(response, 200, {
        object: 'list',
        data: [model.name, embedder.name].map((id) => ({ id, object: 'model', created: 0, owned_by: 'local' })),
      });
    case 'GET /metrics':
      return sendText(response, metrics(model));
    case 'POST /v1/chat/completions': {
      const chat = parseChatRequest(await body(request));
      if (chat.model !== model.name && chat.model !== ALIAS)
        throw notServed(chat.model, `"${model.name}" or "${ALIAS}"`);
      return sendJson(response, 200, await complete(model, chat, signal));
    }
    case 'POST /v1/embeddings': {
      const wanted = parseEmbeddingsRequest(await body(request));
      if (wanted.model !== embedder.name) throw notServed(wanted.model, `"${embedder.name}" for embeddings`);
      return sendJson(response, 200, await embed(embedder, wanted, signal));
    }
    default:
      throw new RequestError(404, 'not_found', `There is no ${path}.`);
  }
}

function notServed(name: string, instead: string): RequestError {
  return new RequestError(404, 'model_not_found', `The model "${name}" is not served here; use ${instead}.`, 'model');
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > LARGEST_BODY)
      throw new RequestError(413, 'too_large', `The request is larger than ${LARGEST_BODY} bytes.`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Prometheus text, under the names vLLM gives the same gauges. */
function metrics({ name, queue }: Model): string {
  const gauges = { num_requests_running: queue.running, num_requests_waiting: queue.waiting };
  return Object.entries(gauges)
    .map(([gauge, value]) => `# TYPE vllm:${gauge} gauge\nvllm:${gauge}{model_name="${name}"} ${value}\n`)
    .join('');
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function sendText(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text);
}
