import { z } from 'zod';
import type { ItemProgram } from '../../item-program.ts';
import { ItemFailure } from '../../outcome.ts';
import { readJson } from '../../json-answer/read-json.ts';
import { answeredQuestion, type AnsweredQuestion } from './answered-question.ts';
import { judgeInstruction } from './baseline-prompts.ts';

const verdict = z.looseObject({ correct: z.boolean() });

/** Whether a model takes the prediction for right; it sees question, gold and prediction, no picture. */
async function verdictOn(
  { question, golden_query, answers, prediction }: AnsweredQuestion,
  services: Parameters<ItemProgram>[1],
): Promise<boolean | null> {
  if (prediction === '') return false;
  try {
    const { value } = await services.infer({
      name: 'judge',
      model: 'judge',
      messages: [{ role: 'user', content: judgeInstruction(golden_query ?? question, answers, prediction) }],
      parse: (reply) => {
        const json = readJson(reply);
        const read = json.ok ? verdict.safeParse(json.value) : undefined;
        return read?.success
          ? { ok: true, value: read.data.correct }
          : { ok: false, reason: 'invalid_verdict', error: 'Give {"correct": true} or {"correct": false}.' };
      },
    });
    return value;
  } catch (error) {
    if (error instanceof ItemFailure) return null;
    throw error;
  }
}

/** Adds a model's verdict to an answer. It is reported beside the scorers and never mixed with them. */
export const judge: ItemProgram = async ({ current }, services) => {
  const answered = answeredQuestion.parse(current);
  const judged = await verdictOn(answered, services);
  return { kind: 'kept', rows: [z.record(z.string(), z.json()).parse({ ...answered, judged })] };
};
