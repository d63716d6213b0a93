import { z } from 'zod';
import { digitsOf } from './arithmetic/sum.ts';
import { choice, starDatasets, type StarProblem } from './dataset.ts';
import type { StarOptions } from './options.ts';
import type { Row } from '../item-program.ts';

/** An imported problem: a row of round 0. */
export const problemRow = z.looseObject({
  id: z.string(),
  origin: z.string(),
  dataset: z.enum(starDatasets),
  /** The file's own id, or its place where it has none. */
  source_id: z.string(),
  question: z.string(),
  choices: z.array(choice).readonly().optional(),
  answer: z.string(),
  accepted: z.array(z.string()).readonly().optional(),
  /** By which accuracy is told: digits of a sum, or what the file says. */
  class: z.string(),
  image: z.looseObject({ sha256: z.string() }).catchall(z.json()).optional(),
  /** As the file names it. */
  image_path: z.string().optional(),
});
export type ProblemRow = Readonly<z.infer<typeof problemRow>>;

/** A row as the problem that is asked. */
export function problemOf(
  row: Row,
  { notation, perception }: Pick<StarOptions, 'notation' | 'perception'>,
): StarProblem {
  const { dataset, question, choices, answer, accepted } = problemRow.parse(row);
  return {
    dataset,
    question,
    answer,
    ...(choices ? { choices } : {}),
    ...(accepted ? { accepted } : {}),
    ...(dataset === 'arithmetic' ? { notation } : {}),
    ...(dataset === 'multimodal' && perception !== 'off' ? { describe: true } : {}),
  };
}

/** Name of a problem's class where its file gives none. */
export function classOf({ dataset, question, choices }: Pick<StarProblem, 'dataset' | 'question' | 'choices'>): string {
  if (dataset === 'arithmetic') return String(digitsOf(question));
  if (dataset === 'multimodal') return choices ? 'choice' : 'open';
  return dataset;
}
