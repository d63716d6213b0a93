import type { ServerResponse } from 'node:http';
import { isCutShort } from './draws.ts';
import type { Answer, ScriptedRequest, ScriptedSettings } from './options.ts';

/** What is sent once the latency is over. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

/** The full answer to a request body, or the error the script gives it. */
export function answerReply(
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

export function rateLimited(settings: ScriptedSettings): Reply {
  return {
    ...errorReply(429, 'scripted rate limit'),
    headers: { 'retry-after': String(settings.retryAfterSeconds) },
  };
}

export function errorReply(status: number, message: string): Reply {
  return { status, body: JSON.stringify({ error: { message, type: 'scripted', code: null } }) };
}

export function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}
