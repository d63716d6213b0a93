import { z } from 'zod';
import type { SeedRecord } from '../../recipe.ts';
import { sha256 } from '../../sha256.ts';
import { goldAnswer } from '../compare-answers.ts';
import type { StarProblem } from '../dataset.ts';
import type { StarOptions } from '../options.ts';
import { classOf } from '../problem-row.ts';
import { problemForms } from './problem-forms.ts';

/** Reads a problem in the published form of its dataset. One without a usable gold answer is `failed`: nothing could be compared with it. */
export function readProblem(raw: unknown, { dataset }: Pick<StarOptions, 'dataset'>): SeedRecord {
  const label = labelOf(raw);
  const failed = (reason: string, message: string): SeedRecord => ({
    ok: false,
    kind: 'failed',
    reason,
    message,
    label,
  });
  const found = problemForms[dataset].safeParse(raw);
  if (!found.success) {
    const issue = found.error.issues[0];
    const field = issue?.path.join('.') ?? '';
    const gold = field === 'answer' || field === 'answerKey';
    return failed(
      gold ? 'no_gold' : 'bad_record',
      gold ? `the gold answer '${field}' is missing or empty` : `'${field}': ${issue?.message ?? 'not a record'}`,
    );
  }
  const { problem: asked, id, image } = found.data;
  const problem: StarProblem = { dataset, ...asked };
  if (goldAnswer(problem) === null) return failed('no_gold', `'${problem.answer}' is no answer of ${dataset}`);
  const readClass = classIn(problem, found.data.class);
  if (readClass === undefined) return failed('bad_record', `'${problem.question}' is no sum of two numbers`);
  const { question, choices, answer, accepted } = problem;
  return {
    ok: true,
    label: String(id ?? label),
    ...(image === undefined ? {} : { image }),
    fields: {
      dataset,
      source_id: String(id ?? sha256(question).slice(0, 16)),
      question,
      ...(choices ? { choices: choices.map((one) => ({ ...one })) } : {}),
      answer,
      ...(accepted ? { accepted: [...accepted] } : {}),
      class: readClass,
    },
  };
}

function classIn(problem: StarProblem, given: string | undefined): string | undefined {
  if (given !== undefined) return given;
  try {
    return classOf(problem);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What names a record in messages: its id, or the beginning of its question. */
function labelOf(raw: unknown): string {
  const named = z.looseObject({ id: z.union([z.string(), z.number()]) }).safeParse(raw);
  if (named.success) return String(named.data.id);
  const asked = z.looseObject({ question: z.string() }).safeParse(raw);
  return asked.success ? asked.data.question.slice(0, 40) : '';
}
