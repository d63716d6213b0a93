import type { Message } from '../../services.ts';
import type { AnswerSchema } from '../prompts/answer-schemas.ts';
import { formKey, endsWithCue, isKnownForm } from '../rules/wording.ts';
import type { Pair } from './plain-pair.ts';
import { foreignWords } from './words.ts';

interface Judged extends Pair {
  readonly format?: string;
}

/** Words listed as new. */
const mostNew = 4;

/** What the new item has that the old lack: words, more steps, another form. Measured here, since a small model can't compare. */
function added(before: readonly Judged[], { question, answer, format = 'Norm' }: Judged): string {
  const old = before.map((pair) => `${pair.question} ${pair.answer}`);
  const changed = isKnownForm(format) && before.every((pair) => formKey(pair.format ?? '') !== formKey(format));
  const more = endsWithCue(question) && !before.some((pair) => endsWithCue(pair.question));
  const told = `${question.replace(/explain step by step\.$/i, '')} ${answer}`;
  const asked = changed ? [] : foreignWords(told, ...old).slice(0, mostNew);
  const all = [...asked, ...(changed ? [formKey(format).replaceAll('_', ' ')] : []), ...(more ? ['more steps'] : [])];
  return `Added: ${all.join(', ') || 'nothing'}`;
}

const line = ({ question, answer }: Pair) => `${question} ${answer}`;

const graded: readonly (readonly [note: string, improved: 'yes' | 'no', score: number])[] = [
  ['Added: house, garden', 'yes', 4],
  ['Added: nothing', 'no', 0],
  ['Added: fill in the blank', 'yes', 3],
  ['Added: nothing', 'no', 0],
  ['Added: right, person, more steps', 'yes', 6],
];

/**
 * The judge's chat about one item, in about 280 tokens; text only. The pair stands in the system message and the graded examples are
 * bare notes: with graded pairs a small model says the same of everything.
 */
export function compactJudgeMessages(before: readonly Judged[], after: Judged): Message[] {
  const instruction =
    'Is the new question about a photo better than the old one? Yes if it adds something, no if it adds nothing or needs no photo.';
  return [
    { role: 'system', content: `${instruction}\nOld: ${before.map(line).join(' ')}\nNew: ${line(after)}` },
    ...graded.flatMap(([note, improved, score]): Message[] => [
      { role: 'user', content: note },
      { role: 'assistant', content: JSON.stringify({ improved, score, reason: `${note}.` }) },
    ]),
    { role: 'user', content: added(before, after) },
  ];
}

export const compactVerdictSchema: AnswerSchema = {
  name: 'verdict',
  schema: {
    type: 'object',
    properties: {
      improved: { type: 'string', enum: ['yes', 'no'] },
      score: { type: 'integer', enum: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
      reason: { type: 'string', maxLength: 80 },
    },
    required: ['improved', 'score', 'reason'],
    additionalProperties: false,
  },
};

/** Tokens that hold the longest verdict. */
export const compactVerdictTokens = 80;
