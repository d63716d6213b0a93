import type { ModelSettings } from '../../campaigns/model-settings.ts';
import { resolveBaseUrl, type Environment } from './base-url.ts';
import { renderChatBody, type WireImage } from './chat-body.ts';
import type { ChatBody, Completion } from '../completion.ts';
import { readCredentials } from './credentials.ts';
import { renderEmbeddingBody } from './embedding-body.ts';
import { InferenceError } from '../errors.ts';
import { estimatedUsage } from './estimated-usage.ts';
import { readEmbeddings } from './read-embeddings.ts';
import { readReply } from './read-reply.ts';
import { namesResponseFormat, type FormatMemory } from './response-format.ts';
import type { Transport } from './transport.ts';

export interface Wire {
  readonly transport: Transport;
  readonly formats: FormatMemory;
  readonly environment: Environment;
}
export interface Attempt {
  readonly settings: ModelSettings;
  /** One of the settings' base URLs. */
  readonly baseUrl: string;
  readonly body: ChatBody;
  readonly images: ReadonlyMap<string, WireImage>;
  readonly signal: AbortSignal;
}

/**
 * Sends a request once. Where the endpoint refuses the response format and the settings leave it open, the same request goes on
 * with a weaker one.
 *
 * @throws InferenceError, its message naming the base URL and free of the API key; the signal's reason when aborted
 */
export async function sendAttempt(wire: Wire, attempt: Attempt): Promise<Omit<Completion, 'attempts'>> {
  const { transport, formats, environment } = wire;
  const { settings, baseUrl, body, images, signal } = attempt;
  const { completions, embeddings, label } = resolveBaseUrl(baseUrl, environment);
  const { embed } = body;
  const { headers, redact } = readCredentials(settings.apiKeyEnv, environment);
  for (;;) {
    const format = formats.level(settings.responseFormat, label, body.model);
    const form = { detail: settings.image.detail, format, images };
    const startedAt = performance.now();
    try {
      const reply = await transport.send({
        method: 'POST',
        url: embed ? embeddings : completions,
        headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
        body: embed ? renderEmbeddingBody(body, embed, form) : renderChatBody(body, form),
        timeoutMs: settings.timeoutSeconds * 1000,
        signal,
      });
      const answer = embed
        ? readEmbeddings(reply, embed === 'texts' ? body.messages.length : 1, Date.now())
        : readReply(reply, Date.now());
      const latencyMs = performance.now() - startedAt;
      return { ...answer, usage: answer.usage ?? estimatedUsage(body, answer.text), latencyMs, baseUrl: label };
    } catch (error) {
      if (!(error instanceof InferenceError)) throw error;
      const again =
        body.schema !== undefined &&
        namesResponseFormat(error) &&
        formats.refused(settings.responseFormat, label, body.model, format);
      if (!again) throw new InferenceError(error.code, redact(`${label}: ${error.message}`), error);
    }
  }
}
