import { canonicalNumber, numbersIn } from './number.ts';
import { canonicalWords } from './open.ts';

/** Fractions, mixed numbers, thin spaces and text marks of LaTeX as plain characters; a fraction of sums stays as it is. */
export function latexless(text: string): string {
  return text
    .replaceAll(/\\[dt]frac(?![a-z])/gu, '\\frac')
    .replaceAll(/\\frac\s*(\d)\s*(\d)/gu, String.raw`\frac{$1}{$2}`)
    .replaceAll(/\\sqrt\s*(\d)/gu, String.raw`\sqrt{$1}`)
    .replaceAll(/(?<![\w.])(\d+)\s*\\frac\{(\d+)\}\{(\d+)\}/gu, (_, whole, over, under) =>
      String(Number(whole) + Number(over) / Number(under)),
    )
    .replaceAll(/\\frac\{([-\w.\s]*)\}\{([\w.\s]*)\}/gu, '$1/$2')
    .replaceAll(/\\(?:text|mathrm|mbox|textbf)\{([^{}]*)\}/gu, '$1')
    .replaceAll(/\\[,;!:% ]|\\(?:left|right)(?![a-z])|\\\(|\\\)|\$|~|\^\{?\\circ\}?|°/gu, ' ');
}

/**
 * A formula as votes are counted by: lower case, no white space, what an equation `x = …` gives; a plain number in its plain
 * form. Brackets stay, unless they hold one word or number: a point and an interval are told by them.
 */
export function canonicalMath(text: string): string {
  const plain = latexless(text)
    .trim()
    .replace(/^[a-z]\s*=(?!=)\s*/iu, '');
  const value = /^[-+−]?[\d.,/\s]+$/u.test(plain) ? numbersIn(plain) : [];
  if (value.length === 1) return canonicalNumber(value[0] ?? Number.NaN);
  const bare = plain.replace(/^\(([\p{L}\d.]+)\)$/u, '$1').replaceAll(/\s+/gu, ' ');
  if (!/[()[\]]/u.test(bare)) return canonicalWords(bare).replaceAll(' ', '');
  return bare
    .replace(/[.,;:。，]+$/u, '')
    .toLowerCase()
    .replaceAll(/\s/gu, '');
}
