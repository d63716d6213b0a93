import type { QaItem } from '../qa-item.ts';

type Step = readonly [manipulation: string, description: string];

/** An example of a prompt, in the order its author thinks of it. */
export function example(
  format: string,
  objects: string[],
  skills: string[],
  question: string,
  steps: readonly Step[],
  answer: string,
): QaItem {
  return {
    image_position: 'single',
    objects,
    skills: skills.map((skill) => `${skill} Ability`),
    format,
    question,
    steps: steps.map(([manipulation, description]) => ({ manipulation, description })),
    answer,
  };
}
