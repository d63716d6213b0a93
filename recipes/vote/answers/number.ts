/** 1,234 and 1234.5, 1.2e-3, 3/4, with a sign; not the digits inside a word such as x2. */
const numeral = /(?<![\w.])[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][-+]?\d+)?(?:\s*\/\s*\d+)?(?!\w)/gu;

/** Value of one numeral, undefined where it is none; a comma parts groups of digits, and `1,2` is no numeral. */
export function numberOf(text: string): number | undefined {
  if (/,(?!\d{2,3}(?!\d))/u.test(text)) return undefined;
  const plain = text.trim().replaceAll(',', '').replaceAll('−', '-');
  const [over = '', under] = plain.split('/');
  if (!/\d/u.test(over)) return undefined;
  const value = under === undefined ? Number(over) : Number(over) / Number(under);
  return Number.isFinite(value) ? value : undefined;
}

/** Every number of a text, in order. */
export function numbersIn(text: string): readonly number[] {
  return Array.from(text.matchAll(numeral), ([found]) => numberOf(found)).filter((value) => value !== undefined);
}

/** A number as votes are counted by: 12 digits, so that 0.1 + 0.2 is 0.3; no exponent where it can be without. */
export const canonicalNumber = (value: number): string => String(Number(value.toPrecision(12)) + 0);
