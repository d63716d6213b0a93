import type { ImageRecord } from '../image-record.ts';
import { bareItem, type QaItem } from '../qa-item.ts';
import type { Operator } from '../vocabulary.ts';
import { cognitiveExamples } from './cognitive-examples.ts';
import { formExamples } from './form-examples.ts';
import { interactiveExamples } from './interactive-examples.ts';
import { objectives } from './objectives.ts';
import { perceptualExamples } from './perceptual-examples.ts';
import { commonConstraints, functionDefinitions, itemSchema, role, skillDefinitions, warning } from './role.ts';
import { sampleBoxes } from './sample-scene.ts';
import { boxLines, imageSections, section } from './sections.ts';

export const workedExamples: Readonly<Record<Operator, readonly QaItem[]>> = {
  perceptual: perceptualExamples,
  cognitive: cognitiveExamples,
  interactive: interactiveExamples,
};

function examples(operator: Operator): string[] {
  return [
    section(
      'Examples',
      'They belong to another image with these boxes:',
      ...boxLines(sampleBoxes),
      'Items:',
      JSON.stringify(workedExamples[operator]),
    ),
    ...(operator === 'interactive'
      ? [
          section(
            'An example of each form',
            ...formExamples.map(([form, question, answer]) => JSON.stringify({ format: form, question, answer })),
          ),
        ]
      : []),
  ];
}

/** The generator's text in the full profile (section 4); the image stands before it. */
export function fullPrompt(operator: Operator, record: ImageRecord): string {
  const { aim, constraints } = objectives[operator];
  return [
    role,
    warning,
    skillDefinitions,
    functionDefinitions,
    itemSchema,
    ...examples(operator),
    ...imageSections(record),
    section('Objective', ...aim),
    section('Constraints', ...commonConstraints, ...constraints),
    section('List to rewrite', JSON.stringify(record.conversations.map(bareItem))),
    section(
      'Output',
      `A JSON object {"items": [...]} with the ${record.conversations.length} rewritten items in the order of the list, and nothing else.`,
    ),
  ].join('\n\n');
}
