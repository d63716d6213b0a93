import type { Choice } from '../dataset.ts';
import { seenMark } from '../perception.ts';
import type { WorkedExample } from './worked-example.ts';

/** An example, and what there is to see in its picture. */
type SeenExample = WorkedExample & { readonly seen: string };

const choices = (texts: readonly string[]): readonly Choice[] =>
  texts.map((text, at) => ({ label: String.fromCharCode(65 + at), text }));

const choiceExamples: readonly SeenExample[] = [
  {
    problem: {
      dataset: 'multimodal',
      question: 'What is the weather like in the picture?',
      choices: choices(['sunny', 'rainy', 'foggy']),
      answer: 'B',
    },
    rationale:
      'The people hold open umbrellas and the street is wet and mirrors the lamps. Both come with rain. Therefore the answer is rainy (b).',
    seen: 'A street at dusk; people with open umbrellas; wet stones that mirror the lamps.',
  },
  {
    problem: {
      dataset: 'multimodal',
      question: 'Which bar of the chart is the highest?',
      choices: choices(['2019', '2020', '2021', '2022']),
      answer: 'D',
    },
    rationale:
      'The bars of 2019 to 2021 end below the line of 40, the bar of 2022 ends above it. So the last one is the highest. Therefore the answer is 2022 (d).',
    seen: 'A bar chart with bars for 2019 to 2022 and a line at 40; three bars end below it, the last above.',
  },
];

const openExamples: readonly SeenExample[] = [
  {
    problem: { dataset: 'multimodal', question: 'How many cups stand on the table?', answer: '3' },
    rationale: 'Two cups stand beside the pot and one at the edge of the table. That makes 2 + 1 = 3.\nAnswer: 3',
    seen: 'A table with a pot; two cups beside it; a third cup at the edge.',
  },
  {
    problem: { dataset: 'multimodal', question: 'What does the man hold in his left hand?', answer: 'a rope' },
    rationale:
      'His right hand rests on the boat. His left hand is closed around something long that leads to the water.\nAnswer: a rope',
    seen: 'A man in a boat; right hand on the boat; left hand closed around a rope that leads to the water.',
  },
];

/**
 * Worked examples without their pictures: they show how an answer is written, not what is seen. With `describe` each begins with the
 * line that says what is.
 */
export function multimodalExamples(asked: {
  readonly choices: boolean;
  readonly describe: boolean;
}): readonly WorkedExample[] {
  return (asked.choices ? choiceExamples : openExamples).map(({ problem, rationale, seen }) => ({
    problem,
    rationale: asked.describe ? `${seenMark} ${seen}\n${rationale}` : rationale,
  }));
}
