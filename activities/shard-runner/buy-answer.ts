import { ItemFailure } from '../../recipes/outcome.ts';
import type { Message } from '../../recipes/services.ts';
import type { Operations } from '../campaigns/operations.ts';
import { MmsynthError } from '../errors.ts';
import { InferenceError, type Completion, type CompletionRequest, type Gateway } from '../inference/index.ts';
import type { AskDependencies } from './ask-model.ts';
import type { CanonicalRequest } from './canonical-request.ts';
import type { Admit, Purchases } from './purchases.ts';

export interface AnswerBuyer {
  readonly gateway: Gateway;
  readonly operations: Operations;
  readonly signal: AbortSignal;
  readonly purchases: Purchases;
}

const tokensPerPrice = 1e6;

/** Asks the endpoint for an answer and journals it. */
export function answerBuyer({ gateway, operations, signal, purchases }: AnswerBuyer): AskDependencies['buy'] {
  return (role, key, place, request) =>
    purchases.buy(key, place, async (admit) => {
      const asked = completionRequest(role, key.seed, request, admit);
      const completion = await complete(gateway, asked, signal, place.call);
      const { promptTokens, completionTokens } = completion.usage;
      const price = operations.models[role]?.price;
      return {
        model: request.model,
        answer: completion.text,
        finishReason: completion.finishReason,
        ...(completion.meanLogProb === undefined ? {} : { meanLogProb: completion.meanLogProb }),
        ...(completion.tokens === undefined ? {} : { tokens: completion.tokens }),
        promptTokens,
        completionTokens,
        latencyMs: Math.round(completion.latencyMs),
        attempts: completion.attempts,
        cost: price ? (promptTokens * price.prompt + completionTokens * price.completion) / tokensPerPrice : 0,
      };
    });
}

function completionRequest(role: string, seed: number, request: CanonicalRequest, admit: Admit): CompletionRequest {
  const { embed, model, messages, maxTokens, temperature, topP, schema, extra } = request;
  const image = firstImage(messages);
  const body = {
    model,
    messages,
    maxTokens,
    temperature,
    topP,
    seed,
    extra,
    ...(schema ? { schema } : {}),
    ...(embed ? { embed } : {}),
  };
  return { model: role, body, admit, ...(image ? { affinity: image } : {}) };
}

/** Codes of requests that this item alone cannot get answered; `fatal` would meet every item. */
async function complete(
  gateway: Gateway,
  request: CompletionRequest,
  signal: AbortSignal,
  call: string,
): Promise<Completion> {
  try {
    return await gateway.complete(request, signal);
  } catch (error) {
    if (!(error instanceof InferenceError) || signal.aborted) throw error;
    if (error.code === 'fatal')
      throw new MmsynthError('endpoint_rejects', `models.${request.model}: ${error.message}`, { cause: error });
    throw new ItemFailure(error.code === 'transient' ? 'endpoint_error' : error.code, `${call}: ${error.message}`, {
      call,
      why: error.reason,
    });
  }
}

function firstImage(messages: readonly Message[]): string | undefined {
  for (const { content } of messages) {
    if (typeof content === 'string') continue;
    for (const part of content) if (part.type === 'image') return part.sha256;
  }
  return undefined;
}
