import { z } from 'zod';
import type { SeedRecord } from '../recipe.ts';
import type { VoteOptions } from './options.ts';
import { answerKind } from './answers/kind.ts';
import type { AnswerForm } from './answers/read-answer.ts';
import { letterOf } from './answers/letters.ts';

const text = z.union([z.string(), z.number()]).transform(String);
const choices = z.union([
  z.array(text).min(2).max(26),
  z
    .array(z.object({ label: z.string(), text }))
    .min(2)
    .max(26)
    .transform((list) => list.map((one) => one.text)),
  z
    .record(z.string(), text)
    .transform((map) =>
      Object.keys(map)
        .sort()
        .map((label) => map[label] ?? ''),
    )
    .refine((list) => list.length >= 2, 'at least two'),
]);

/** A record of the seed file. `answer`: gold, where it is known; of a choice its letter or its text. */
const record = z.looseObject({
  question: z.string().min(1),
  choices: choices.optional(),
  answer: z.union([text, z.array(text)]).optional(),
  kind: answerKind.optional(),
  image: z.string().optional(),
  id: text.optional(),
});

/** CommonsenseQA's form: the question's words and choices in an object, the answer beside it. */
const stemmed = z.looseObject({ question: z.looseObject({ stem: z.string(), choices: z.unknown() }) });

/** Other names of the same fields: `options`, `answerKey`, and a question with `stem` and `choices`. */
function plainRecord(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw;
  const { options: list, answerKey, ...rest } = raw as Readonly<Record<string, unknown>>;
  const nested = stemmed.safeParse(rest).data?.question;
  return {
    ...(list === undefined ? {} : { choices: list }),
    ...(answerKey === undefined ? {} : { answer: answerKey }),
    ...rest,
    ...(nested ? { question: nested.stem, choices: nested.choices } : {}),
  };
}

/** A question as its row holds it. */
export const question = z.object({
  question: z.string(),
  choices: z.array(z.string()).readonly(),
  kind: answerKind,
  gold: z.array(z.string()).readonly().optional(),
  image: z.object({ sha256: z.string() }).catchall(z.json()).optional(),
});
export type Question = z.infer<typeof question>;

/** What of a row the question's text is made from. */
export const asked = question.pick({ question: true, choices: true });

export const formOf = ({ kind, choices: list }: Question): AnswerForm => ({ kind, options: list });

/** The question with its options, one a line. */
export const questionText = ({ question: posed, choices: list }: Pick<Question, 'question' | 'choices'>): string =>
  [posed, ...list.map((option, index) => `${letterOf(index)}. ${option}`)].join('\n');

/** The number of a solution in GSM8K's published form, whose last line is `#### ` and the number. */
const solutionNumber = (answer: string): string | undefined => /####\s*(-?\$?[\d.][\d.,]*)\s*$/u.exec(answer)?.[1];

/** Reads one record. Reason: `bad_record`, also of a choice without options. */
export function readSeed(raw: unknown, { kind: usual }: VoteOptions): SeedRecord {
  const parsed = record.safeParse(plainRecord(raw));
  const failed = (message: string): SeedRecord => ({
    ok: false,
    kind: 'failed',
    reason: 'bad_record',
    message,
    label: '',
  });
  if (!parsed.success) return failed(z.prettifyError(parsed.error));
  const { question: posed, choices: list = [], answer, image, id } = parsed.data;
  const golds = answer === undefined ? [] : [answer].flat();
  const solved = golds.some((gold) => solutionNumber(gold) !== undefined) ? 'number' : usual;
  const kind = parsed.data.kind ?? (list.length > 0 ? 'choice' : solved);
  if (kind === 'choice' && list.length === 0) return failed('a multiple-choice question has no choices');
  return {
    ok: true,
    fields: {
      question: posed,
      choices: [...list],
      kind,
      ...(answer === undefined ? {} : { gold: golds.map((gold) => solutionNumber(gold) ?? gold) }),
      ...(id === undefined ? {} : { source_id: id }),
    },
    ...(image === undefined ? {} : { image }),
    label: id ?? posed.slice(0, 40),
  };
}
