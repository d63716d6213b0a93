import type { z } from 'zod';
import type { InferCall, Message } from '../../recipes/services.ts';

/** One chat request, before it is written for an endpoint. Images are named by sha256. */
export interface ChatBody {
  /** Model name as the endpoint knows it. */
  readonly model: string;
  readonly messages: readonly Message[];
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP?: number | undefined;
  readonly seed?: number | undefined;
  /** JSON schema of the answer, sent as response format where the endpoint has it. */
  readonly schema?: InferCall<unknown>['schema'];
  /** Asks /v1/embeddings: for a vector of each message's text, or one of the messages as a whole. @default a chat completion */
  readonly embed?: 'texts' | 'message';
  /** Further fields of the body as they are. */
  readonly extra?: Readonly<Record<string, z.core.util.JSONType>>;
}

export interface CompletionRequest {
  /** Name of the entry in the settings' `models`. */
  readonly model: string;
  readonly body: ChatBody;
  /** Requests with the same affinity (an image's sha256) are kept together, for the server's prefix and image cache. */
  readonly affinity?: string;
  /** Called with a place at the gate each time before the request goes out; what it throws ends the request unsent. */
  readonly admit?: () => void;
}

export type FinishReason = 'stop' | 'length' | 'content_filter' | 'other';

export interface Completion {
  readonly text: string;
  /** `length` is a cut-short answer: it is returned, and never to be accepted. */
  readonly finishReason: FinishReason;
  /** Mean log probability of the tokens, where the endpoint gave them. */
  readonly meanLogProb?: number;
  /** Text and log probability of each token, where the endpoint gave them and the answer is a short one. */
  readonly tokens?: readonly (readonly [string, number])[];
  readonly usage: { readonly promptTokens: number; readonly completionTokens: number };
  /** From the last attempt's first byte out to its answer's last byte in, in ms. */
  readonly latencyMs: number;
  /** Times the request was sent, this one included. */
  readonly attempts: number;
  /** Which base URL answered, without credentials or query. */
  readonly baseUrl: string;
  /** `system_fingerprint`, where the endpoint tells it. */
  readonly fingerprint?: string;
}
