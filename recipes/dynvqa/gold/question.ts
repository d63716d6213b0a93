import { z } from 'zod';
import { language } from '../../language.ts';
import { labels } from './labels.ts';

/** Where an answer stands, and when it was read. */
export const evidence = z.object({
  docId: z.string(),
  url: z.string().optional(),
  /** sha256 of the text it was read from. */
  sha256: z.string(),
  span: z.string(),
  publishedAt: z.string().optional(),
  /** Time of the snapshot searched. */
  retrievedAt: z.string(),
});
export type Evidence = Readonly<z.infer<typeof evidence>>;

/** A former gold of a question. */
export const pastGold = z.object({
  gold_version: z.string(),
  as_of: z.string().nullable(),
  answers: z.array(z.string()).readonly(),
});
export type PastGold = Readonly<z.infer<typeof pastGold>>;

/** `pending`: gold was lost, reported but not scored; `retired`: it was not found again in two cycles. */
export const questionState = z.enum(['active', 'pending', 'retired']);

export const chainLink = z.object({
  subQuestion: z.string(),
  tool: z.enum(['search_text', 'search_images', 'search_by_image']),
  answer: z.string(),
});
export type ChainLink = Readonly<z.infer<typeof chainLink>>;

/** What the construction measured of a question; null where it was not asked. */
export const verification = z.object({
  /** Share of right answers without any search, of four. */
  closed_book_acc: z.number().nullable(),
  /** Whether the golden query found the whole answer among texts. */
  golden_hit: z.boolean().nullable(),
  /** Of a question labelled visual: whether texts alone gave the whole answer. */
  text_only_hit: z.boolean().nullable().default(null),
  /** Whether it was found among pictures. */
  picture_hit: z.boolean().nullable(),
});

/** Why people were asked about a question, and what they said; a question they turned down is in no release. */
export const review = z.object({
  flag: z.enum(['disputed', 'sampled']).nullable(),
  verdict: z.literal('keep').nullable(),
});

export type Review = Readonly<z.infer<typeof review>>;

/** What the gates said, what they measured and who wrote; absent of questions that were not built here. */
export const construction = {
  gates: z.record(z.string(), z.string()).optional(),
  verify: verification.optional(),
  review: review.optional(),
  written_by: z.string().optional(),
  prompt_version: z.string().optional(),
} as const;

/** A question of a release of ours: the published fields in plain spelling, and what the construction found out. */
export const goldQuestion = z.object({
  question_id: z.string(),
  language,
  question: z.string(),
  golden_query: z.string().nullable(),
  answers: z.array(z.string()).readonly(),
  state: questionState,
  gold_version: z.string(),
  /** Day the gold holds on; null for the published questions. */
  as_of: z.string().nullable(),
  labels: labels.partial().default({}),
  /** What the picture shows, which the question must not name. */
  anchor: z.object({ entity: z.string(), aliases: z.array(z.string()).readonly(), hypernym: z.string() }).optional(),
  chain: z.array(chainLink).readonly().default([]),
  evidence: z.array(evidence).readonly().default([]),
  history: z.array(pastGold).readonly().default([]),
  /** Refreshes in a row that found no agreement. */
  pending_cycles: z.int().min(0).default(0),
  image: z.looseObject({ sha256: z.string(), phash: z.string().optional(), licence: z.string().optional() }),
  ...construction,
});
export type GoldQuestion = Readonly<z.infer<typeof goldQuestion>>;
