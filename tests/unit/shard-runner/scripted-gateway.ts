import { setTimeout as sleep } from 'node:timers/promises';
import type { Completion, CompletionRequest, FinishReason, Gateway } from '../../../activities/inference/index.ts';
import type { Message } from '../../../recipes/services.ts';

/** One answer of the script; an error is thrown. */
export type Scripted =
  | Error
  | {
      readonly text?: string;
      readonly finishReason?: FinishReason;
      readonly delayMs?: number;
      readonly tokens?: number;
    };

export interface Asked {
  readonly role: string;
  /** The prompt: the first user message's text. */
  readonly prompt: string;
  /** The last message's text; differs from the prompt in a re-ask. */
  readonly last: string;
  readonly messages: readonly Message[];
  readonly seed: number | undefined;
  readonly signal: AbortSignal;
  /** Requests with this prompt before this one. */
  readonly before: number;
}

export interface ScriptedGateway extends Gateway {
  readonly asked: readonly Asked[];
  inFlight(): number;
}

/** A gateway that answers from a script and writes down what it was asked. It ends with the signal, as the real one. */
export function scriptedGateway(script: (asked: Asked) => Scripted | Promise<Scripted>): ScriptedGateway {
  const asked: Asked[] = [];
  let inFlight = 0;
  const unused = (): never => {
    throw new Error('the shard runner does not use this');
  };
  return {
    asked,
    inFlight: () => inFlight,
    async complete(request: CompletionRequest, signal: AbortSignal): Promise<Completion> {
      signal.throwIfAborted();
      request.admit?.();
      const prompt = textOf(request.body.messages.find(({ role }) => role === 'user'));
      const now: Asked = {
        role: request.model,
        prompt,
        last: textOf(request.body.messages.at(-1)),
        messages: request.body.messages,
        seed: request.body.seed,
        signal,
        before: asked.filter((earlier) => earlier.prompt === prompt).length,
      };
      asked.push(now);
      inFlight += 1;
      try {
        const answer = await Promise.race([script(now), aborted(signal)]);
        if (answer instanceof Error) throw answer;
        if (answer.delayMs !== undefined) await sleep(answer.delayMs, undefined, { signal });
        return {
          text: answer.text ?? `answer to ${prompt}`,
          finishReason: answer.finishReason ?? 'stop',
          usage: { promptTokens: answer.tokens ?? 10, completionTokens: answer.tokens ?? 5 },
          latencyMs: answer.delayMs ?? 0,
          attempts: 1,
          baseUrl: 'http://scripted.invalid/v1',
        };
      } finally {
        inFlight -= 1;
      }
    },
    status: () => [],
    probe: unused,
    configure: unused,
    close: async () => undefined,
  };
}

function textOf(message: Message | undefined): string {
  const content = message?.content ?? '';
  if (typeof content === 'string') return content;
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );
}
