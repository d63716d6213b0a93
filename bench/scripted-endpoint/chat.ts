import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { drawFault, drawLatency, type Fault } from './draws.ts';
import type { Ledger } from './ledger.ts';
import type { ScriptedSettings } from './options.ts';
import { errorReply, rateLimited, send, type Reply } from './reply.ts';
import type { Slots } from './slots.ts';

interface Script {
  readonly settings: ScriptedSettings;
  readonly slots: Slots;
  readonly ledger: Ledger;
  /** What is answered in full. */
  readonly reply: (raw: Buffer, id: string, row: number | undefined) => Reply;
}
/** Handler of POST /v1/chat/completions and /v1/embeddings: a slot, a latency, then the answer or the ask's fault. */
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
      const row = settings.rowIs === 'seed' ? findSeed(raw) : findRow(raw);
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
  { settings, ledger, reply: answered }: Script,
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
        : answered(raw, id, row);
  if (fault === 'torn') {
    ledger.ended(id, row, 'torn');
    send(response, { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) });
    return;
  }
  ledger.ended(id, row, String(reply.status));
  send(response, reply);
}

/** The n of the first `ROW-<n>` in the body. */
function findRow(raw: Buffer): number | undefined {
  const at = raw.indexOf('ROW-');
  if (at < 0) return undefined;
  const digits = /^\d+/.exec(raw.toString('latin1', at + 4, at + 20));
  return digits === null ? undefined : Number(digits[0]);
}

/** The request's `seed`, the last number of that name in the body. */
function findSeed(raw: Buffer): number | undefined {
  const at = raw.lastIndexOf('"seed":');
  const digits = at < 0 ? null : /^\s*\d+/.exec(raw.toString('latin1', at + 7, at + 27));
  return digits === null ? undefined : Number(digits[0]);
}
