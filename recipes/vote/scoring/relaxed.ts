import { numberOf } from '../answers/number.ts';
import { canonicalWords } from '../answers/open.ts';

/** Relative error that charts allow. */
const tolerance = 0.05;

const valueOf = (text: string): number | undefined => {
  const trimmed = text.trim();
  const value = numberOf(trimmed.replace(/%$/u, ''));
  return value !== undefined && trimmed.endsWith('%') ? value / 100 : value;
};

/** ChartQA's relaxed match: numbers within 5 % of the gold one, all else and years (four characters from 20) exactly. */
export function relaxedMatch(answer: string, gold: string): boolean {
  const isYear = /^20..$/u.test(gold.trim());
  const [value, wanted] = isYear ? [undefined, undefined] : [valueOf(answer), valueOf(gold)];
  if (value === undefined || wanted === undefined) return canonicalWords(answer) === canonicalWords(gold);
  return wanted === 0 ? value === 0 : Math.abs(value - wanted) / Math.abs(wanted) <= tolerance;
}
