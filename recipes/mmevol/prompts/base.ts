import type { ImageRecord } from '../image-record.ts';
import type { Operator } from '../vocabulary.ts';
import { commonConstraints, role, warning } from './role.ts';
import { imageSections, section } from './sections.ts';

/** The three objectives without skills, steps and forms (section 4.4, the paper's ablation). */
const aims: Readonly<Record<Operator, readonly string[]>> = {
  perceptual: [
    'For each item create a brand-new one inspired by it: the same domain, about as difficult, but about rarer things in the image that the list neglects.',
    'Write exactly as many items as the list has.',
  ],
  cognitive: [
    'Rewrite each item to be harder: bring in one or two further things of the image and conditions that force more steps of reasoning.',
    'End each question with a sentence such as "Explain step by step.", and let the answer spell out the whole reasoning.',
  ],
  interactive: [
    'Rewrite each item as another kind of task with a definite, short answer: multiple choice, filling a blank, matching, ordering, correcting, translating, writing.',
  ],
};

/** The generator's text in the base profile: question and answer only. */
export function basePrompt(operator: Operator, record: ImageRecord): string {
  const list = record.conversations.map(({ question, answer }) => ({ question, answer }));
  return [
    role,
    warning,
    ...imageSections(record),
    section('Objective', ...aims[operator]),
    section('Constraints', ...commonConstraints),
    section('List to rewrite', JSON.stringify(list)),
    section(
      'Output',
      'A JSON object {"items": [{"question", "answer"}, ...]} with the rewritten items in the order of the list, and nothing else.',
    ),
  ].join('\n\n');
}
