import { z } from 'zod';

/** A hit as the planner saw it. */
export const shownHit = z.object({
  docId: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string().optional(),
  date: z.string().optional(),
  /** sha256 of the picture, where it was shown; the quota decides. */
  image: z.string().optional(),
});
export type ShownHit = Readonly<z.infer<typeof shownHit>>;

/** What the reader made of the hits. */
export const finding = z.object({
  answer: z.string(),
  /** Documents the answer rests on. */
  cited: z.array(z.string()).readonly(),
  by: z.enum(['model', 'extractor']),
});
export type Finding = Readonly<z.infer<typeof finding>>;

/**
 * What became of a step. `repeated`: the search had been made before, so it was not made; `idle`: no search was wanted;
 * `unreadable`: no plan could be read, twice; `answered`: the planner finished; `forced`: it was told to.
 */
export const stepResult = z.enum(['found', 'nothing', 'repeated', 'idle', 'unreadable', 'answered', 'forced']);
export type StepResult = z.infer<typeof stepResult>;

/** One step of an episode: with the question, these are the whole transcript. */
export const stepRecord = z.object({
  step: z.int().min(1),
  /** The planner's reply; null where it could not be read. */
  reply: z.string().nullable(),
  thought: z.string(),
  subQuestion: z.string(),
  action: z.enum(['search_text', 'search_images', 'search_by_image', 'none', 'answer']),
  query: z.string().optional(),
  answer: z.string().optional(),
  result: stepResult,
  hits: z.array(shownHit).readonly(),
  finding: finding.optional(),
  /** Hits that the leak guard took away. */
  guarded: z.int(),
  degraded: z.boolean(),
  /** Time of the snapshot searched. */
  snapshot: z.string().optional(),
  /** Journal keys. */
  calls: z.object({ plan: z.string().optional(), retrieve: z.string().optional(), solve: z.string().optional() }),
});
export type StepRecord = Readonly<z.infer<typeof stepRecord>>;
