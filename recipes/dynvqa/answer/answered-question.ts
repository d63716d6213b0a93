import { z } from 'zod';
import { retrievalSettings } from '../../retrieval.ts';
import { finding, stepRecord, type Finding, type StepRecord } from '../agent/step-record.ts';
import { method } from '../options.ts';
import { askedQuestion } from './asked-question.ts';

/** A row of the stage `answer`: the question with its gold, the prediction, and the whole transcript. */
export const answeredQuestion = askedQuestion
  .pick({
    question_id: true,
    language: true,
    question: true,
    golden_query: true,
    answers: true,
    labels: true,
    gold_version: true,
    as_of: true,
    image: true,
  })
  .extend({
    method,
    form: z.enum(['json', 'tags']),
    prompt_version: z.string(),
    /** Empty where no answer could be read, even from the forced reply. */
    prediction: z.string(),
    /** Who said it: a model, or the code extractor. */
    answered_by: z.enum(['model', 'extractor']),
    /** What the extractor read last, where it is the sub-question solver: scored apart from the model. */
    extracted: finding.nullable(),
    /** Where searches went, with the day the corpus was searched as of. */
    retrieval: retrievalSettings.nullable(),
    /** Day of the newest state of the sources that was searched; null without a search. */
    corpus_date: z.string().nullable(),
    steps: z.array(stepRecord).readonly(),
    /** Of the golden query, as base64 of float32 values, where training dialogues are compared with the benchmark by vectors. */
    query_vector: z.string().optional(),
    /** What the judge says; null where none is asked, or its reply cannot be read. */
    judged: z.boolean().nullable().default(null),
  });
export type AnsweredQuestion = Readonly<z.infer<typeof answeredQuestion>>;

/** The extractor's last finding of an episode. */
export function lastExtracted(steps: readonly StepRecord[]): Finding | null {
  return steps.findLast(({ finding: found }) => found?.by === 'extractor')?.finding ?? null;
}

/** The newest snapshot of an episode as a day, no later than the day searches were held to. */
export function corpusDate(steps: readonly StepRecord[], asOf: string | undefined): string | null {
  const days = steps.flatMap(({ snapshot }) => (snapshot === undefined ? [] : [snapshot.slice(0, 10)]));
  const newest = days.toSorted().at(-1);
  if (newest === undefined) return null;
  return asOf !== undefined && asOf < newest ? asOf : newest;
}
