import { z } from 'zod';
import type { Reject } from '../../artifacts/reject.ts';

const detail = z.looseObject({
  question: z.string().optional(),
  score: z.number().optional(),
  judgeReason: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  label: z.string().optional(),
  item: z.looseObject({ question: z.string().optional(), answer: z.string().optional() }).optional(),
});

export interface FallenItem {
  /** Index in the generator's list. */
  readonly index: number;
  readonly question: string | undefined;
  readonly answer: string | undefined;
  readonly score: number | undefined;
  readonly judgeReason: string | undefined;
}

/** What the line of a fallen item tells of it. */
export function fallenItem(line: Reject): FallenItem {
  const { question, score, judgeReason, item } = detail.safeParse(line.detail ?? {}).data ?? {};
  return {
    index: Number(line.unit?.split('/')[1] ?? 0),
    question: item?.question ?? question,
    answer: item?.answer,
    score,
    judgeReason,
  };
}

/** One line that shows what fell: its question, else the message about a record. */
export function exampleOf(line: Reject): string | undefined {
  const read = detail.safeParse(line.detail ?? {}).data;
  if (!read) return undefined;
  const { label, message } = read;
  const asked = read.item?.question ?? read.question;
  if (asked !== undefined) return `“${asked}”`;
  return message === undefined
    ? undefined
    : [label, message].filter((part) => part !== undefined && part !== '').join(': ');
}
