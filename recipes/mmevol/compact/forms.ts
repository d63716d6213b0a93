import { formKey } from '../rules/wording.ts';
import type { Form } from '../vocabulary.ts';

/** Task forms a small model can write, with what it is told. */
const instructions = {
  multi_choice: 'a multiple-choice question with the options A, B and C. The answer is one letter.',
  fill_in_the_blank: 'a sentence with a blank ____ to fill in. The answer is the missing word.',
  text_image_matching: 'a statement about the photo to be judged. The answer is yes or no.',
  instruction_following: 'an instruction that says how to write the answer, for example in capitals or in two words.',
  creative_content_generation: 'a request for a very short poem or story about it. The answer is that text.',
} as const satisfies Partial<Record<Form, string>>;
export type CompactForm = keyof typeof instructions;

/** The form of an item, other than its parent's, by a uniform draw in [0, 1). */
export function chooseForm(parentFormat: string, draw: number): CompactForm {
  const free = (Object.keys(instructions) as CompactForm[]).filter((form) => form !== formKey(parentFormat));
  return free[Math.floor(draw * free.length)] ?? 'multi_choice';
}

export function formInstruction(form: CompactForm): string {
  return instructions[form];
}
