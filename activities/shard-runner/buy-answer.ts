import type { JournalEntry } from '../artifacts/journal-entry.ts';
import type { JournalWriter } from '../artifacts/journal-writer.ts';
import type { Operations } from '../campaigns/operations.ts';
import type { Gateway } from '../inference/gateway.ts';
import type { AskDependencies } from './ask-model.ts';

export interface Buyer {
  readonly gateway: Gateway;
  readonly operations: Operations;
  readonly writer: JournalWriter;
  readonly signal: AbortSignal;
  readonly worker: string;
  readonly run: string;
  readonly activityAttempt: number;
  readonly onAnswer: (entry: JournalEntry) => void;
}

const tokensPerPrice = 1e6;

/**
 * Asks the endpoint and journals the answer. The buffered segment goes out at once when nothing of the shard is in flight
 * any more: no answer then waits for company that will not come.
 */
export function answerBuyer({ gateway, operations, writer, signal, onAnswer, ...by }: Buyer): AskDependencies['buy'] {
  let inFlight = 0;
  return async (role, key, place, request) => {
    inFlight += 1;
    try {
      const completion = await gateway.complete({ role, request, seed: key.seed }, signal);
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
        promptTokens,
        completionTokens,
        latencyMs: Math.round(completion.latencyMs),
        attempts: completion.attempts,
        cost: price ? (promptTokens * price.prompt + completionTokens * price.completion) / tokensPerPrice : 0,
        at: new Date().toISOString(),
        worker: by.worker,
        run: by.run,
        activityAttempt: by.activityAttempt,
      };
      writer.append(entry);
      onAnswer(entry);
      return entry;
    } finally {
      inFlight -= 1;
      if (inFlight === 0) queueMicrotask(() => inFlight === 0 && writer.flush());
    }
  };
}
