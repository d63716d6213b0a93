import { z } from 'zod';
import { serviceUrl } from '../../recipes/service-url.ts';

/** How images reach the endpoint. */
const imageSettings = z
  .strictObject({
    /** Longest side in pixels after downscaling. Part of the identity. @default 512, as MMEvol's own run */
    maxSide: z.int().min(16).max(8192).default(512),
    /** OpenAI's `detail`. Part of the identity. @default 'low' */
    detail: z.enum(['low', 'high', 'auto']).default('low'),
    /** `data`: data URL in the body. `presigned`: a presigned GET of the store, for endpoints that can reach it. @default 'data' */
    as: z.enum(['data', 'presigned']).default('data'),
  })
  .prefault({});

/** One entry of the spec's `models`: an OpenAI-compatible endpoint and how to ask it. */
export const modelSettings = z.strictObject({
  /** Model name as the endpoint knows it. Part of the identity. */
  model: z.string().min(1),
  /** Base URLs up to `/v1`, all serving this model. `embedded` is the local stack's model, `embedded-trainer` its trainer. Not part of the identity. */
  baseUrls: z.array(z.union([z.enum(['embedded', 'embedded-trainer']), serviceUrl])).min(1),
  /** Name of the environment variable with the API key; the worker reads it. */
  apiKeyEnv: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .optional(),
  /**
   * Requests in flight at most, all shards of a worker together; narrowed while the endpoint rejects. `auto` begins with 64 and
   * finds it by throughput, rejections and, where there is one, vLLM's queue. @default 'auto'
   */
  concurrency: z.union([z.literal('auto'), z.int().min(1).max(4096)]).default('auto'),
  /** One request's time-out in seconds; a timer takes 24 days. @default 660, as MMEvol's own run */
  timeoutSeconds: z.number().positive().max(2_000_000).default(660),
  maxTokens: z.int().min(1).default(4096),
  temperature: z.number().min(0).max(2).default(1),
  topP: z.number().gt(0).max(1).optional(),
  /** `auto` tries json_schema, and goes on without where the endpoint refuses it. @default 'auto' */
  responseFormat: z.enum(['auto', 'json_schema', 'json_object', 'text']).default('auto'),
  image: imageSettings,
  /** Further fields of the request body as they are. Part of the identity. */
  extra: z.record(z.string(), z.json()).default({}),
  /** Price per million tokens, in the campaign's currency. Not part of the identity. */
  price: z.strictObject({ prompt: z.number().min(0), completion: z.number().min(0) }).optional(),
});
export type ModelSettings = z.infer<typeof modelSettings>;

/** What `auto` climbs to at most. */
export const widestFound = 512;

/** Requests in flight at most, whether given or found. */
export const concurrencyCeiling = ({ concurrency }: Pick<ModelSettings, 'concurrency'>): number =>
  concurrency === 'auto' ? widestFound : concurrency;
