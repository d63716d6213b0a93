import { ItemFailure } from '../../recipes/outcome.ts';
import type { Message } from '../../recipes/services.ts';
import type { JournalEntry } from '../artifacts/journal-entry.ts';
import type { JournalWriter } from '../artifacts/journal-writer.ts';
import type { Operations } from '../campaigns/operations.ts';
import { MmsynthError } from '../errors.ts';
import { InferenceError, type Completion, type CompletionRequest, type Gateway } from '../inference/index.ts';
import type { AllowanceMeter } from './allowance.ts';
import type { AskDependencies } from './ask-model.ts';
import type { CanonicalRequest } from './canonical-request.ts';

export interface Buyer {
  readonly gateway: Gateway;
  readonly operations: Operations;
  readonly writer: JournalWriter;
  readonly signal: AbortSignal;
  readonly worker: string;
  readonly run: string;
  readonly activity: string;
  readonly activityAttempt: number;
  readonly allowance: AllowanceMeter;
  readonly onAnswer: (entry: JournalEntry) => void;
}

export interface AnswerBuyer {
  readonly buy: AskDependencies['buy'];
  /** Resolves when nothing is in flight. */
  idle(): Promise<void>;
}

const tokensPerPrice = 1e6;

/**
 * Asks the endpoint and journals the answer. The buffered segment goes out at once when nothing of the shard is in flight
 * any more: no answer then waits for company that will not come.
 */
export function answerBuyer({ gateway, operations, writer, signal, allowance, onAnswer, ...by }: Buyer): AnswerBuyer {
  let inFlight = 0;
  const whenIdle: (() => void)[] = [];
  const buy: AskDependencies['buy'] = async (role, key, place, request) => {
    inFlight += 1;
    try {
      const completion = await complete(
        gateway,
        completionRequest(role, key.seed, request, allowance),
        signal,
        place.call,
      );
      const { promptTokens, completionTokens } = completion.usage;
      const price = operations.models[role]?.price;
      const entry: JournalEntry = {
        key: key.key,
        request: key.request,
        item: place.item,
        call: place.call,
        sample: place.sample,
        ask: place.ask,
        model: request.model,
        answer: completion.text,
        finishReason: completion.finishReason,
        ...(completion.meanLogProb === undefined ? {} : { meanLogProb: completion.meanLogProb }),
        promptTokens,
        completionTokens,
        latencyMs: Math.round(completion.latencyMs),
        attempts: completion.attempts,
        cost: price ? (promptTokens * price.prompt + completionTokens * price.completion) / tokensPerPrice : 0,
        at: new Date().toISOString(),
        worker: by.worker,
        run: by.run,
        activity: by.activity,
        activityAttempt: by.activityAttempt,
      };
      writer.append(entry);
      allowance.answered(entry);
      onAnswer(entry);
      return entry;
    } finally {
      inFlight -= 1;
      if (inFlight === 0) queueMicrotask(settle);
    }
  };
  function settle(): void {
    if (inFlight > 0) return;
    writer.flush();
    for (const resolve of whenIdle.splice(0)) resolve();
  }
  return {
    buy,
    idle: () => (inFlight === 0 ? Promise.resolve() : new Promise((resolve) => void whenIdle.push(resolve))),
  };
}

function completionRequest(
  role: string,
  seed: number,
  request: CanonicalRequest,
  { admit }: AllowanceMeter,
): CompletionRequest {
  const { model, messages, maxTokens, temperature, topP, schema, extra } = request;
  const image = firstImage(messages);
  const body = { model, messages, maxTokens, temperature, topP, seed, extra, ...(schema ? { schema } : {}) };
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
