import type { QaItem } from '../qa-item.ts';
import type { AnswerSchema } from '../prompts/answer-schemas.ts';

type Pair = Pick<QaItem, 'question' | 'answer'>;

function line({ question, answer }: Pair): string {
  return `Q: ${question} A: ${answer}`;
}

/** The judge's short text for one item; no image goes with it. */
export function compactJudgePrompt(before: readonly Pair[], after: Pair): string {
  return [
    'You compare questions about a photo that you do not see. Is the new one better than the old?',
    'Better: it looks at more things, needs more thinking, or is another kind of task. Not better: same meaning, less asked, makes no sense, or can be answered without the photo (score 0).',
    'Example. Old: Q: What animal is shown? A: A dog.\nNew: Q: What does the dog carry in its mouth, and who threw it? A: A red ball; the girl behind it has her arm still raised.\n{"reason": "More objects and a relation.", "improved": "yes", "score": 6}',
    'Example. Old: Q: What animal is shown? A: A dog.\nNew: Q: Which animal is it? A: A dog.\n{"reason": "Same question.", "improved": "no", "score": 1}',
    `Old: ${before.map(line).join('\n')}\nNew: ${line(after)}`,
    'Verdict as JSON:',
  ].join('\n\n');
}

export const compactVerdictSchema: AnswerSchema = {
  name: 'verdict',
  schema: {
    type: 'object',
    properties: {
      reason: { type: 'string', maxLength: 100 },
      improved: { type: 'string', enum: ['yes', 'no'] },
      score: { type: 'integer', enum: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
    },
    required: ['reason', 'improved', 'score'],
    additionalProperties: false,
  },
};
