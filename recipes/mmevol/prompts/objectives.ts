import { forms, type Operator } from '../vocabulary.ts';

export interface Objective {
  readonly aim: readonly string[];
  readonly constraints: readonly string[];
}

/** What each operator is to do, in the full profile (sections 4.1 to 4.3). */
export const objectives: Readonly<Record<Operator, Objective>> = {
  perceptual: {
    aim: [
      'Finer perception. For each item of the list create a brand-new one inspired by it: the same domain, but rarer.',
      'Turn to things in the image that the list neglects: small parts, background, texture, writing, what hands and shelves hold.',
    ],
    constraints: [
      '- The new item is about as difficult as the old one: its numbers of steps, objects and skills stay similar (at most one more or less), while their content changes.',
      '- At least one object of each new item does not appear among the objects of the item it was inspired by.',
    ],
  },
  cognitive: {
    aim: [
      'Deeper reasoning. Rewrite each item of the list so that answering it takes more steps.',
      'Bring in one or two new object categories or skills where the image offers them, and join them to what was asked; do not pad.',
      'If it can still be solved in few steps, add conditions that force more of them.',
    ],
    constraints: [
      '- Every item has more steps than the one it comes from, and one or two new entries in objects and skills together.',
      '- The question ends with a sentence that asks for the reasoning, such as "Explain step by step."',
      '- The answer spells out the whole reasoning and names the boxes of the things it speaks of where boxes exist. It is longer than before.',
    ],
  },
  interactive: {
    aim: [
      'Another task form. Rewrite each item of the list into the form that suits it best, and set format to that form:',
      `${forms.join(', ')}.`,
      'Take multi_choice if none fits. If a form of your own suits clearly better, set format to "new_form: " and its name.',
    ],
    constraints: [
      '- The form differs from the format the item had.',
      '- Prefer forms with one definite, short answer: a letter, yes or no, a word, a box. Give options where the form has them.',
      '- If it would be trivial, ask for a further step, but stay short.',
      '- image_position does not change.',
    ],
  },
};
