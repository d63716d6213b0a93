/** Both operands of `2 9 + 5 7` as digits from the last to the first, padded with zeros to one length. Throws RangeError for anything else. */
export function operandsOf(question: string): readonly [readonly number[], readonly number[]] {
  const [a, b, ...more] = question.split('+').map((part) => part.replace(/\s+/g, ''));
  if (a === undefined || b === undefined || more.length > 0 || !/^\d+$/.test(a) || !/^\d+$/.test(b))
    throw new RangeError(`'${question}' is no sum of two numbers`);
  const length = Math.max(a.length, b.length);
  const digits = (text: string): number[] => [...text.padStart(length, '0')].toReversed().map(Number);
  return [digits(a), digits(b)];
}

/** Digits of the longer operand: the class by which accuracy is told. */
export const digitsOf = (question: string): number => operandsOf(question)[0].length;

export interface Column {
  readonly a: number;
  readonly b: number;
  readonly carryIn: number;
  readonly digit: number;
  readonly carryOut: number;
}

/** The sum column by column, from the last digit. */
export function columnsOf(question: string): readonly Column[] {
  const [first, second] = operandsOf(question);
  let carry = 0;
  return first.map((a, at) => {
    const b = second[at] ?? 0;
    const total = a + b + carry;
    const column = { a, b, carryIn: carry, digit: total % 10, carryOut: Math.floor(total / 10) };
    carry = column.carryOut;
    return column;
  });
}

/** Digits of the sum from the first to the last, without a leading zero of a padded operand. */
export function sumOf(question: string): readonly number[] {
  const columns = columnsOf(question);
  const carry = columns.at(-1)?.carryOut ?? 0;
  const digits = columns.map(({ digit }) => digit).toReversed();
  return carry > 0 ? [carry, ...digits] : digits;
}
