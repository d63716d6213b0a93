import { columnsOf, operandsOf, sumOf } from './sum.ts';

/**
 * Sums for a model of characters: numbers from their last digit to their first, operands of one length, digits together. The
 * hint is the sum, written the same way right after the target's mark.
 */
export function columnsTask(question: string, hint: string | undefined): string {
  const [a, b] = operandsOf(question);
  return `I${a.join('')}+${b.join('')}\nT${hint === undefined ? '' : reversed(hint)}\n`;
}

/** `8 6` as `68`. */
const reversed = (sum: string): string => [...sum.replace(/\s+/g, '')].toReversed().join('');

/** The worked sum: a line a column (`7+1:0=8:0,8`: digits, carry in, digit, carry out, sum so far), then `>` and the sum. */
export function columnsWorking(question: string): string {
  let sum = '';
  const lines = columnsOf(question).map(({ a, b, carryIn, digit, carryOut }) => {
    sum += digit;
    return `${a}+${b}:${carryIn}=${digit}:${carryOut},${sum}`;
  });
  return [...lines, `>${[...sumOf(question)].toReversed().join('')}`].join('\n');
}
