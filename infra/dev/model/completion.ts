import { randomUUID } from 'node:crypto';
import type { Describe } from './describer.ts';
import type { Engine, EngineAnswer, EngineRequest } from './engine.ts';
import { DESCRIBED, describedMessages, hasImages, pictureMessages } from './messages.ts';
import type { Queue } from './queue.ts';
import type { ChatRequest } from './request.ts';
import { grammarSchema } from './schema.ts';

/** What answers a request. */
export interface Model {
  readonly name: string;
  readonly engine: Engine;
  readonly queue: Queue;
  readonly describe: Describe;
  /** Name of what describes pictures, for the fingerprint. */
  readonly describer: string;
}

/** An answer may be no longer than this where the request sets no limit, in tokens. */
const DEFAULT_MAX_TOKENS = 1024;
/** Sampling where the request says nothing: what the default model's authors recommend. */
const DEFAULT_TEMPERATURE = 0.2;
const DEFAULT_TOP_P = 0.9;

/**
 * Answers one chat request in turn. A picture goes to the engine if it takes pictures; else it is put in words by the
 * local specialists and the fingerprint says so. Throws RequestError.
 */
export async function complete(model: Model, request: ChatRequest, signal: AbortSignal): Promise<object> {
  const { images } = await model.engine.loaded;
  const described = !images && hasImages(request.messages);
  const settings = engineSettings(request);
  const messages = images
    ? await pictureMessages(request.messages, signal)
    : await describedMessages(request.messages, async (image) => `${DESCRIBED} ${await model.describe(image)}`, signal);
  const answer = await model.queue.run(() => model.engine.complete({ ...settings, messages }), signal);
  return chatCompletion(model, answer, described);
}

function engineSettings(request: ChatRequest): Omit<EngineRequest, 'messages'> {
  const settings: Record<string, unknown> = {
    max_tokens: request.max_completion_tokens ?? request.max_tokens ?? DEFAULT_MAX_TOKENS,
    temperature: request.temperature ?? DEFAULT_TEMPERATURE,
    top_p: request.top_p ?? DEFAULT_TOP_P,
    frequency_penalty: request.frequency_penalty,
    presence_penalty: request.presence_penalty,
    repetition_penalty: request.repetition_penalty,
    stop_seqs: typeof request.stop === 'string' ? [request.stop] : request.stop,
    ...grammar(request),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined && value !== null));
}

function grammar({ response_format: format }: ChatRequest): object {
  if (format === undefined || format.type === 'text') return {};
  const schema = format.type === 'json_schema' ? format.json_schema.schema : { type: 'object' };
  return { grammar: JSON.stringify(grammarSchema(schema)), grammar_type: 'json_schema' };
}

function chatCompletion(model: Model, answer: EngineAnswer, described: boolean): object {
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: model.name,
    system_fingerprint: described ? `describer:${model.describer}+${model.name}` : model.name,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answer.text },
        logprobs: null,
        finish_reason: answer.finish === 'length' ? 'length' : 'stop',
      },
    ],
    usage: {
      prompt_tokens: answer.promptTokens,
      completion_tokens: answer.completionTokens,
      total_tokens: answer.promptTokens + answer.completionTokens,
    },
  };
}
