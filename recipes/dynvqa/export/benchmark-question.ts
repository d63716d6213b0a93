import { z } from 'zod';
import type { ItemProgram } from '../../item-program.ts';
import { hashedPicture } from '../hashed-picture.ts';
import type { AnswerOptions } from '../options.ts';
import { queryVector } from './query-vector.ts';

/** A question that must not be trained on, as the part `benchmark` is imported. */
const importedBenchmark = z.looseObject({
  question_id: z.string(),
  query: z.string(),
  image: z.looseObject({ sha256: z.string(), phash: z.string().optional() }).optional(),
  image_sha256: z.string().optional(),
  phash: z.string().optional(),
});

/** By what a question of the benchmark is known again: a row of the stage `fingerprint`. */
export const benchmarkQuestion = z.object({
  question_id: z.string(),
  query: z.string(),
  image_sha256: z.string().optional(),
  phash: z.string().optional(),
  /** Base64 of float32 values, where queries are compared by vectors. */
  vector: z.string().optional(),
});
export type BenchmarkQuestion = Readonly<z.infer<typeof benchmarkQuestion>>;

/** The stage `fingerprint`: the hashes of a benchmark question's picture, where it has one, and its query's vector, where it is wanted. */
export const fingerprint: ItemProgram = async ({ current }, services, context) => {
  const { embedQueries } = context.options as AnswerOptions;
  const { question_id, query, image, image_sha256, phash } = importedBenchmark.parse(current);
  const picture = image && (await hashedPicture(image, services));
  const [sha256, hash] = [picture?.sha256 ?? image_sha256, picture?.phash ?? phash];
  const row = {
    question_id,
    query,
    ...(sha256 === undefined ? {} : { image_sha256: sha256 }),
    ...(hash === undefined ? {} : { phash: hash }),
    ...(embedQueries ? { vector: await queryVector(query, services) } : {}),
  };
  return { kind: 'kept', rows: [row] };
};
