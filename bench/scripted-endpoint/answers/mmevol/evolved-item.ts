import type { QaItem } from '../../../../recipes/mmevol/qa-item.ts';
import { formKey } from '../../../../recipes/mmevol/rules/wording.ts';
import type { Operator } from '../../../../recipes/mmevol/vocabulary.ts';
import type { Draw } from './draw.ts';

/** Shares of items that break a rule or the schema. */
const shares = { madeUpBox: 0.07, metaWords: 0.07, emptyAnswer: 0.06 } as const;

const things = ['kettle', 'ladder', 'awning', 'railing', 'lantern', 'basin', 'curtain', 'hinge', 'gutter', 'poster'];
const forms = ['multi_choice', 'fill_in_the_blank', 'instruction_following', 'text_detection', 'art_type'];
const step = { manipulation: 'None', description: 'Look at the thing and at what surrounds it.' };

/** One rewritten item; most keep the rules of the operator. */
export function evolvedItem(operator: Operator, parent: QaItem, index: number, draw: Draw): QaItem {
  const number = Math.floor(draw(`thing/${index}`) * 1e4);
  const thing = `${things[number % things.length]} ${number}`;
  const item = written(operator, parent, thing, number);
  const fault = draw(`fault/${index}`);
  if (fault < shares.madeUpBox) return { ...item, answer: `${item.answer} It is at [0.137, 0.201, 0.611, 0.902].` };
  if (fault < shares.madeUpBox + shares.metaWords)
    return { ...item, question: `As in the given question: ${item.question}` };
  if (fault < shares.madeUpBox + shares.metaWords + shares.emptyAnswer) return { ...item, answer: '' };
  return item;
}

function written(operator: Operator, parent: QaItem, thing: string, number: number): QaItem {
  const skills = parent.skills.length > 0 ? parent.skills : ['Existence Ability'];
  const base = { image_position: parent.image_position, skills };
  switch (operator) {
    case 'perceptual':
      return {
        ...base,
        objects: [...parent.objects.slice(0, -1), thing],
        format: parent.format,
        question: `What is the ${thing} in the image made of?`,
        steps: parent.steps.length > 0 ? parent.steps : [step],
        answer: `The ${thing} is made of painted wood.`,
      };
    case 'cognitive':
      return {
        ...base,
        objects: [...parent.objects, thing],
        format: 'Complex Reasoning',
        question: `What does the ${thing} in the image tell about the place? Explain step by step.`,
        steps: [...parent.steps, step],
        answer: `${parent.answer} The ${thing} shows that the place is used every day.`,
      };
    case 'interactive': {
      const others = forms.filter((form) => form !== formKey(parent.format));
      return {
        ...base,
        objects: parent.objects,
        format: others[number % others.length] ?? 'multi_choice',
        question: `Which word fits the ${thing} in the image best: worn, new or broken?`,
        steps: parent.steps,
        answer: 'worn',
      };
    }
  }
}
