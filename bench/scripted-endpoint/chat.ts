import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { drawFault, drawLatency, isCutShort, type Fault } from './draws.ts';
import type { Ledger } from './ledger.ts';
import type { Answer, ScriptedRequest, ScriptedSettings } from './options.ts';
import type { Slots } from './slots.ts';

interface Script {
  readonly settings: ScriptedSettings;
  readonly slots: Slots;
  readonly ledger: Ledger;
  readonly answer: Answer | undefined;
}
/** What is sent once the latency is over. */
interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

/** Handler of POST /v1/chat/completions: a slot, a latency, then the answer or the ask's fault. */
export function serveChat(script: Script): (request: IncomingMessage, response: ServerResponse) => void {
  const { settings, slots, ledger } = script;
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      if (settings.apiKey !== undefined && request.headers.authorization !== `Bearer ${settings.apiKey}`) {
        return send(
          response,
          errorReply(401, `Incorrect API key provided: ${request.headers.authorization ?? 'none'}`),
        );
      }
      const id = createHash('sha1').update(raw).digest('base64url').slice(0, 16);
      const row = findRow(raw);
      const fault = drawFault(settings, id, ledger.asked(id, row));
      const latency = drawLatency(settings, settings.latencyBy === 'row' && row !== undefined ? `ROW-${row}` : id);
      let state: 'queued' | 'serving' | 'over' = 'queued';
      let timer: NodeJS.Timeout | undefined;

      const finish = (): void => {
        state = 'over';
        end(script, response, raw, { id, row }, fault);
        slots.release();
      };
      const start = (): void => {
        state = 'serving';
        // Rejections and failures cost no latency, as at a real server.
        timer = setTimeout(finish, fault === '429' || fault === '500' ? 0 : latency);
      };
      if (!slots.take(start)) {
        ledger.ended(id, row, '429');
        return send(response, rateLimited(settings));
      }
      response.on('close', () => {
        if (state === 'over') return;
        clearTimeout(timer);
        if (state === 'queued') slots.withdraw(start);
        else slots.release();
        state = 'over';
        ledger.ended(id, row, 'abandoned');
      });
    });
  };
}

function end(
  { settings, ledger, answer }: Script,
  response: ServerResponse,
  raw: Buffer,
  { id, row }: { id: string; row: number | undefined },
  fault: Fault,
): void {
  if (fault === 'reset') {
    ledger.ended(id, row, 'reset');
    response.socket?.resetAndDestroy();
    return;
  }
  const reply =
    fault === '429'
      ? rateLimited(settings)
      : fault === '500'
        ? errorReply(500, 'scripted failure')
        : answerReply(settings, raw, id, row, answer);
  if (fault === 'torn') {
    ledger.ended(id, row, 'torn');
    send(response, { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) });
    return;
  }
  ledger.ended(id, row, String(reply.status));
  send(response, reply);
}

function answerReply(
  settings: ScriptedSettings,
  raw: Buffer,
  id: string,
  row: number | undefined,
  answer: Answer | undefined,
): Reply {
  if (settings.responseFormats.length < 3) {
    const format =
      (JSON.parse(raw.toString()) as { response_format?: { type: string } }).response_format?.type ?? 'text';
    if (!settings.responseFormats.some((known) => known === format)) {
      return errorReply(400, `response_format of type '${format}' is not supported`);
    }
  }
  const text =
    answer === undefined
      ? `${row === undefined ? 'answer' : `ROW-${row}`} ${id}`
      : answer(JSON.parse(raw.toString()) as ScriptedRequest);
  if (typeof text !== 'string') return { status: text.status, body: JSON.stringify(text.body) };
  const cut = isCutShort(settings, id);
  const content = cut ? text.slice(0, Math.ceil(text.length / 2)) : text;
  const usage = { prompt_tokens: Math.ceil(raw.length / 4), completion_tokens: Math.ceil(content.length / 4) };
  return {
    status: 200,
    body: JSON.stringify({
      id: `chatcmpl-${id}`,
      object: 'chat.completion',
      created: 0,
      model: settings.model,
      system_fingerprint: 'scripted',
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: cut ? 'length' : 'stop' }],
      usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
    }),
  };
}

function rateLimited(settings: ScriptedSettings): Reply {
  return {
    ...errorReply(429, 'scripted rate limit'),
    headers: { 'retry-after': String(settings.retryAfterSeconds) },
  };
}

function errorReply(status: number, message: string): Reply {
  return { status, body: JSON.stringify({ error: { message, type: 'scripted', code: null } }) };
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

/** The n of the first `ROW-<n>` in the body. */
function findRow(raw: Buffer): number | undefined {
  const at = raw.indexOf('ROW-');
  if (at < 0) return undefined;
  const digits = /^\d+/.exec(raw.toString('latin1', at + 4, at + 20));
  return digits === null ? undefined : Number(digits[0]);
}
