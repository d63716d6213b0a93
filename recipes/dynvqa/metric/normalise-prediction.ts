import { contractions } from './contractions.ts';
import { splitWords, strip } from './python-text.ts';

const marks = [...';/[]"{}()=+\\_-><@`,?!'];
const digitCommaDigit = /\p{Nd},\p{Nd}/u;
const periodBeforeNoDigit = /\.(?!\p{Nd})/gu;
/** A flag stands where the reference's substitution takes its count, so no more periods than this fall. */
const mostPeriods = 32;

const digits: ReadonlyMap<string, string> = new Map([
  ['none', '0'],
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].map(
    (word, value) => [word, String(value)] as const,
  ),
]);
const articles = new Set(['a', 'an', 'the']);

/** Marks vanish where they touch a space anywhere in the text, or where a number has a thousands comma; else they become a space. */
function withoutPunctuation(text: string): string {
  const commaInNumber = digitCommaDigit.test(text);
  let out = text;
  for (const mark of marks) {
    const beside = text.includes(`${mark} `) || text.includes(` ${mark}`);
    out = out.replaceAll(mark, commaInNumber || beside ? '' : ' ');
  }
  let removed = 0;
  return out.replace(periodBeforeNoDigit, (period) => (removed++ < mostPeriods ? '' : period));
}

/**
 * What the official scorer makes of a prediction (never of a gold answer) before it cuts it into tokens: the VQA v2 steps for
 * punctuation, number words, articles and contractions. Section 4 of the specification.
 */
export function normalisePrediction(prediction: string): string {
  const plain = withoutPunctuation(strip(prediction.replaceAll('\n', ' ').replaceAll('\t', ' ')));
  return splitWords(plain.toLowerCase())
    .map((word) => digits.get(word) ?? word)
    .filter((word) => !articles.has(word))
    .map((word) => contractions.get(word) ?? word)
    .join(' ');
}
