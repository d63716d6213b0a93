import type { Outcome } from '../../../recipes/outcome.ts';
import { mmevolOptions, recipe, type EvolvedItem, type Operator, type QaItem } from '../../../recipes/mmevol/index.ts';
import { contextOf, qa, rowOf, scripted, type Script } from './scenario.ts';

export const evolve = recipe.stages['evolve']!;
export const list = [qa(), qa({ question: 'Who sits there?', answer: 'Nobody.' })];
export const only = (operator: Operator) => ({ weights: { [operator]: 1 } });
const step = { manipulation: 'None', description: 'Look.' };

/** A good child for the n-th round: every operator's rules hold for it, whatever the parent before it was. */
export function child(parent: QaItem, round: number): QaItem {
  return qa({
    objects: [...parent.objects, `thing ${round}`],
    skills: parent.skills.length > 0 ? parent.skills : ['OCR Ability'],
    steps: [...parent.steps, step],
    question: `${parent.question.split('?')[0]}, in round ${round}? Explain step by step.`,
    answer: `${parent.answer} More of round ${round}.`,
    format: round % 2 === 0 ? 'multi_choice' : 'fill_in_the_blank',
  });
}

export const verdicts = (...improved: boolean[]) =>
  JSON.stringify({
    verdicts: improved.map((yes, at) => ({ improved: yes ? 'yes' : 'no', score: at, reason: `Reason ${at}.` })),
  });

export async function run(script: Script, options: object, fields: Record<string, unknown> = {}, round = 1) {
  const row = rowOf(list, fields);
  const { services, calls, detected } = scripted(script);
  const outcome = await evolve({ seed: row, current: row }, services, contextOf(mmevolOptions.parse(options), round));
  return { outcome, calls, detected };
}

export function listOf(outcome: Outcome): EvolvedItem[] {
  if (outcome.kind !== 'kept') throw new Error(`${outcome.kind}: ${outcome.reason}`);
  return outcome.rows[0]?.['conversations'] as unknown as EvolvedItem[];
}

export const good: Script = ({ model }) =>
  model === 'judge' ? verdicts(true, true) : JSON.stringify(list.map((item) => child(item, 1)));
