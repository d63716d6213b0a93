import { z } from 'zod';
import { MmsynthError } from '../../errors.ts';
import { linesOf } from './read-questions.ts';

const line = z.looseObject({ question_id: z.string(), prediction: z.string().nullable() });

/**
 * Reads predictions by question, one `{"question_id": …, "prediction": …}` a line, as the official scripts and our export write
 * them. Throws `predictions_invalid` with file and line.
 */
export async function readPredictions(path: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const { text, at } of linesOf(path)) {
    const wrong = (what: string): MmsynthError =>
      new MmsynthError('predictions_invalid', `${path}, line ${at}: ${what}.`);
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      throw wrong('this is not JSON');
    }
    const read = line.safeParse(raw);
    if (!read.success) throw wrong('not {"question_id": …, "prediction": …}');
    const { question_id, prediction } = read.data;
    if (found.has(question_id)) throw wrong(`a second prediction for question '${question_id}'`);
    found.set(question_id, prediction ?? '');
  }
  return found;
}
