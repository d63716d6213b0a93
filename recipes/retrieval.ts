import { z } from 'zod';
import { language } from './language.ts';
import { serviceUrl } from './service-url.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u);
const query = z.string().trim().min(1);
const topK = z.int().min(1).max(50);
/** Nothing published after this day (`2026-03-01`) is to be found. @default no limit */
const asOf = z.iso.date().optional();

/** What a retriever is asked; the same for every backend. */
export const retrievalQuery = z.discriminatedUnion('tool', [
  z.strictObject({ tool: z.literal('search_text'), query, language, topK, asOf }),
  z.strictObject({ tool: z.literal('search_images'), query, language, topK, asOf }),
  z.strictObject({ tool: z.literal('search_by_image'), image: sha256, language, topK, asOf }),
]);
export type RetrievalQuery = Readonly<z.infer<typeof retrievalQuery>>;
export type RetrievalTool = RetrievalQuery['tool'];

/** A picture in the store. */
export const foundImage = z.object({
  sha256,
  /** Pixels. */
  width: z.int(),
  height: z.int(),
  /** Perceptual hash: 64 bits as 16 hex digits. */
  phash: z
    .string()
    .regex(/^[0-9a-f]{16}$/u)
    .optional(),
});

export const hit = z.object({
  docId: z.string(),
  /** 1 is the best. */
  rank: z.int().min(1),
  /** The backend's own measure; comparable within one answer only. */
  score: z.number(),
  title: z.string(),
  snippet: z.string(),
  url: z.string().optional(),
  /** Day of publication, where the backend knows it. */
  publishedAt: z.string().optional(),
  source: z.enum(['offline', 'live']),
  /** The document is a copy of the benchmark itself. */
  benchmark: z.boolean().optional(),
  /** Of image hits: the picture, and whom or what it shows as far as the backend knows. */
  image: foundImage.optional(),
  entity: z.string().optional(),
});
export type Hit = Readonly<z.infer<typeof hit>>;

/** What a search found. Its journaled answer is the canonical JSON of this. */
export const retrieval = z.object({
  hits: z.array(hit),
  /** A capability was missing and something weaker stood in. */
  degraded: z.boolean(),
  /** Time of the snapshot searched: the corpus' date, or when the live service answered. */
  snapshot: z.string(),
  /** sha256 of the service's raw answer in the store, for live services. */
  raw: sha256.optional(),
});
export type Retrieval = Readonly<z.infer<typeof retrieval>>;

/** Where searches go: part of a campaign's identity, for it shapes the answers. */
export const retrievalSettings = z.discriminatedUnion('provider', [
  z.strictObject({
    provider: z.literal('embedded'),
    /** sha256 of the corpus' manifest in the store (`corpora/<sha256>`). */
    corpus: sha256,
    /** Search the corpus as it was on this day. @default everything */
    asOf,
    /** Role of the spec's `models` that gives embeddings; found documents are then joined by rank with those of BM25. */
    embeddings: z.string().optional(),
  }),
  z.strictObject({
    provider: z.enum(['serper', 'serpapi', 'brave', 'tavily', 'searxng']),
    /** Base URL, for SearXNG or a proxy. @default the service's own */
    baseUrl: serviceUrl.optional(),
    /** Environment variable that holds the key. @default the service's usual one */
    apiKeyEnv: z.string().optional(),
    /** Pages found by text that are fetched, their best passage then standing in place of the service's snippet. @default 0 */
    pages: z.int().min(0).max(10).optional(),
    asOf,
  }),
]);
export type RetrievalSettings = Readonly<z.infer<typeof retrievalSettings>>;
