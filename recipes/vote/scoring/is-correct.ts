import { z } from 'zod';
import { canonicalNumber, numberOf, numbersIn } from '../answers/number.ts';
import { canonicalWords } from '../answers/open.ts';
import { officialOpenCorrect } from '../answers/official-open.ts';
import { readAnswer, type AnswerForm } from '../answers/read-answer.ts';
import { editSimilarity } from './edit-similarity.ts';
import { formulaValue } from './formula-value.ts';
import { relaxedMatch } from './relaxed.ts';

/** `match`: the same letter, words or number (relative 1e-3), of boxed answers also formulas of one value; `relaxed`: charts; `anls`: document questions. */
export const scoring = z.enum(['match', 'relaxed', 'anls']);
export type Scoring = z.infer<typeof scoring>;

/** Relative error of `match` between numbers. */
const relative = 1e-3;
/** An answer is right above this similarity. */
const similar = 0.9;

/** A gold answer in the form that readAnswer gives: `B`, `(B)` or the option's text; a number; words. */
export function canonicalGold(gold: string, form: AnswerForm): string {
  if (form.kind === 'number') return canonicalNumber(numbersIn(gold.replace(/^.*####/su, '')).at(-1) ?? Number.NaN);
  return readAnswer(form.kind === 'boxed' ? `\\boxed{${gold}}` : gold, form) ?? canonicalWords(gold);
}

/**
 * Whether a canonical answer is right. Null is wrong.
 *
 * @param text the model's whole text: the official script reads open answers from it
 */
export function isCorrect(
  answer: string | null,
  gold: readonly string[],
  { form, scoring: by, text }: { readonly form: AnswerForm; readonly scoring: Scoring; readonly text?: string },
): boolean {
  if (text !== undefined && form.kind === 'open' && by === 'match') return officialOpenCorrect(text, gold);
  if (answer === null) return false;
  return gold.some((one) => {
    const wanted = canonicalGold(one, form);
    if (answer === wanted) return true;
    if (form.kind === 'choice') return false;
    if (by === 'relaxed') return relaxedMatch(answer, one);
    if (by === 'anls') return editSimilarity(answer, one) > similar;
    const valueOf = form.kind === 'boxed' ? formulaValue : numberOf;
    const [value, right] = [valueOf(answer), valueOf(wanted)];
    return value !== undefined && right !== undefined && Math.abs(value - right) <= relative * Math.abs(right);
  });
}
