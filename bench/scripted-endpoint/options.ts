import { z } from 'zod';

const probability = z.number().min(0).max(1).default(0);

/** How the scripted endpoint behaves. All faults and latencies are functions of `seed` and the request, never of the clock. */
export const scriptedOptions = z.strictObject({
  /** 0 takes a free port. @default 0 */
  port: z.int().min(0).max(65535).default(0),
  /** Model name in /v1/models. @default 'scripted' */
  model: z.string().default('scripted'),
  /** Requests served at the same time. @default 64 */
  slots: z.int().min(1).default(64),
  /** Requests that may wait for a slot; beyond that the answer is 429. @default unlimited */
  maxQueue: z.int().min(0).optional(),
  /** Mean latency in ms. @default 0 */
  latencyMs: z.number().min(0).default(0),
  /** Sigma of the log-normal latency; 0 is a fixed latency. @default 0 */
  sigma: z.number().min(0).default(0),
  /** What a latency is drawn from: the whole body, or its `ROW-<n>` marker, so that different clients draw the same. @default 'body' */
  latencyBy: z.enum(['body', 'row']).default('body'),
  /** What names a row in the counts: the `ROW-<n>` marker, or the request's sampling seed, which mmsynth makes from the journal key. @default 'marker' */
  rowIs: z.enum(['marker', 'seed']).default('marker'),
  /** Seed of all faults and latencies. @default 1 */
  seed: z.int().default(1),
  /** Share of asks answered 429 with Retry-After. */
  p429: probability,
  /** Seconds in Retry-After. @default 1 */
  retryAfterSeconds: z.number().min(0).default(1),
  /** Share of asks answered 500. */
  p500: probability,
  /** Share of asks whose connection is reset. */
  preset: probability,
  /** Share of asks whose JSON body ends in the middle, with a content-length that fits the torn body. */
  ptorn: probability,
  /** Share of request bodies cut short (`finish_reason: length`); the same body always is, one with another seed may not be. */
  plength: probability,
  /** Bearer token that is asked for; others get 401. */
  apiKey: z.string().optional(),
  /** Response formats it knows; others get 400. @default all */
  responseFormats: z
    .array(z.enum(['json_schema', 'json_object', 'text']))
    .default(['json_schema', 'json_object', 'text']),
  /** Who answers: `plain` names row and request, the others play the models of the recipe or agent they are named after. @default 'plain' */
  answer: z.enum(['plain', 'contrastive', 'curate', 'florence2', 'mmevol', 'omnisearch', 'vote']).default('plain'),
  /** Share of images about which the `florence2` and `mmevol` answers refuse to speak. */
  prefuse: probability,
  /** The `florence2` answer is wrong where it is shown earlier labels. @default false */
  worsens: z.boolean().default(false),
  /** File to which counts are appended, so that they outlive a kill -9. */
  countsFile: z.string().optional(),
});
export type ScriptedOptions = z.input<typeof scriptedOptions>;
export type ScriptedSettings = z.output<typeof scriptedOptions>;

/** A parsed request body: what an `answer` function sees. */
export interface ScriptedRequest {
  readonly model: string;
  readonly seed?: number;
  readonly messages: readonly {
    readonly role: string;
    readonly content: string | readonly { readonly type: string; readonly text?: string }[];
  }[];
  readonly [field: string]: unknown;
}

/** Pure function of the request; a record replaces the status and the raw body, for errors a test wants. */
export type Answer = (request: ScriptedRequest) => string | { readonly status: number; readonly body: unknown };
