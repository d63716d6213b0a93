import { z } from 'zod';
import { answerKind } from './answers/kind.ts';

const reading = z.object({
  /** The model's whole text. */
  text: z.string(),
  /** Canonical answer, null where none could be read. */
  answer: z.string().nullable(),
  /** Of a question with gold answers. */
  correct: z.boolean().optional(),
});

const sample = reading.extend({
  /** Number of the sample; those that could not be had are missing. */
  sample: z.int(),
  wellFormed: z.boolean(),
  /** Mean log probability of its tokens, where the endpoint gives them. */
  meanLogProb: z.number().optional(),
  /** The scorer's, 0 to 10. */
  score: z.number().optional(),
});
export type VoteSample = Readonly<z.infer<typeof sample>>;
export type DirectAnswer = Readonly<z.infer<typeof reading>>;

/** A kept row of the recipe, beside what every row has. */
export const voteRow = z.object({
  question: z.string(),
  choices: z.array(z.string()),
  kind: answerKind,
  gold: z.array(z.string()).optional(),
  image: z.object({ sha256: z.string() }).catchall(z.json()).optional(),
  answer: z.string(),
  /** The text the answer was read from: of a vote the first one that says it. */
  response: z.string(),
  /** What decided: a single answer, the vote, the scorer, or the direct answer that stood in where nothing could be read. */
  by: z.enum(['single', 'vote', 'scorer', 'direct']),
  votes: z.int(),
  n: z.int(),
  valid: z.int(),
  /** votes / valid. */
  agreement: z.number(),
  /** At least two readable answers, and agreement reaches the gate. */
  pseudoLabel: z.boolean(),
  correct: z.boolean().optional(),
  samples: z.array(sample),
  direct: reading.optional(),
  /** Pairs of numbers in `samples`, by `sample`. */
  pairs: z.array(z.object({ chosen: z.int(), rejected: z.int() })).optional(),
});
export type VoteRow = Readonly<z.infer<typeof voteRow>>;
