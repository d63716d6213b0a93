import type { QaItem } from '../qa-item.ts';
import { judgeExamples } from './judge-examples.ts';
import { section } from './sections.ts';

type Pair = Pick<QaItem, 'question' | 'answer'>;

function pairs(items: readonly Pair[]): string {
  return JSON.stringify(items.map(({ question, answer }) => ({ question, answer })));
}

function exampleLine({ before, after, improved, score, reason }: (typeof judgeExamples)[number]): string {
  const [question, answer] = before;
  const [newQuestion, newAnswer] = after;
  return JSON.stringify({
    before: { question, answer },
    after: { question: newQuestion, answer: newAnswer },
    verdict: { improved, score, reason },
  });
}

/** The judge's text (section 6). No image goes with it; both lists are reduced to question and answer. */
export function judgePrompt(before: readonly Pair[], after: readonly Pair[]): string {
  return [
    section(
      'Task',
      'Two lists of questions and answers about the same image follow, which you do not see. The second was rewritten from the first.',
      'Say of each item of the second list whether it is an improvement, and how demanding it is.',
    ),
    section(
      'Output',
      `A JSON object {"verdicts": [...]} with exactly ${after.length} entries, one for each item of the second list in its order:`,
      '{"improved": "yes" or "no", "score": whole number from 1 to 10, "reason": one sentence}. Nothing else.',
    ),
    section(
      'Criteria',
      '- Length: is more asked and more answered, without padding?',
      '- Meaning: are the thoughts it takes more complex?',
      '- Visual information: does it involve more objects, parts, scenes or spatial relations?',
      '- Form: is it another kind of task than before?',
      '- Need of the image: an item that can be answered without the image is no improvement; its score is 0.',
      'A question that says the same in other words, or asks for less, is no improvement.',
    ),
    section('Examples', ...judgeExamples.map(exampleLine)),
    section('First list', pairs(before)),
    section('Second list', pairs(after)),
  ].join('\n\n');
}
