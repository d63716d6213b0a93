import { z } from 'zod';
import type { Row } from '../../item-program.ts';
import type { Outcome } from '../../outcome.ts';
import { language } from '../../language.ts';
import { labels } from '../gold/labels.ts';
import { chainLink, evidence, verification } from '../gold/question.ts';
import { gateName, type GateName } from './gate-name.ts';

/** `given`: the seed held what the gate would have had a model make; `skipped`: the spec leaves it out; `relabelled`: the label changed. */
export const gateResult = z.enum(['passed', 'given', 'skipped', 'relabelled']);
export type GateResult = z.infer<typeof gateResult>;

/** A question under construction: what is there already, and which gates it has passed. */
export const draft = z.object({
  question_id: z.string(),
  language,
  /** Words by which evidence is searched where there is no query yet. */
  topic: z.string(),
  golden_query: z.string().nullable(),
  answers: z.array(z.string()).readonly(),
  /** The multimodal question; null until it is written. */
  question: z.string().nullable(),
  anchor: z.object({ entity: z.string(), aliases: z.array(z.string()).readonly(), hypernym: z.string() }),
  /** What is asked for as a noun phrase, by which another question can point at this answer. */
  phrase: z.string().nullable(),
  chain: z.array(chainLink).readonly(),
  labels: labels.partial(),
  evidence: z.array(evidence).readonly(),
  image: z.looseObject({ sha256: z.string(), phash: z.string().optional(), licence: z.string().optional() }).optional(),
  /** Who wrote the multimodal question. */
  written_by: z.enum(['people', 'model', 'code']),
  gates: z.partialRecord(gateName, gateResult),
  verify: verification,
  /** Labels on which the votes did not agree. */
  disputed: z.array(z.string()).readonly(),
});
export type Draft = Readonly<z.infer<typeof draft>>;

export const readDraft = (row: Row): Draft => draft.parse(row);

/** The draft with a gate's result. */
export const passed = (question: Draft, gate: GateName, result: GateResult = 'passed'): Draft => ({
  ...question,
  gates: { ...question.gates, [gate]: result },
});

/** Fields of a row as the runner wants them. */
export const rowOf = (question: Draft): Record<string, z.core.util.JSONType> =>
  z.record(z.string(), z.json()).parse(draft.parse(question));

export const keep = (question: Draft): Outcome => ({ kind: 'kept', rows: [rowOf(question)] });

/** A gate says no: `A9:not_found`. */
export const refuse = (gate: GateName, why: string, detail?: Record<string, z.core.util.JSONType>): Outcome => ({
  kind: 'dropped',
  reason: `${gate}:${why}`,
  ...(detail ? { detail } : {}),
});
