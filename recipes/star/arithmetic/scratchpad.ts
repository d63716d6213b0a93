import { columnsOf, sumOf } from './sum.ts';

/**
 * The worked sum as the paper shows it (section 4.1): in a scratchpad a line a digit from the right, with what is left of the
 * operands, the sum so far and the carry; then the sum.
 */
export function scratchpad(question: string): string {
  const columns = columnsOf(question);
  const lines = Array.from({ length: columns.length + 1 }, (_, done) => {
    const left = columns.slice(done).toReversed();
    const operands =
      left.length === 0 ? '' : `${left.map(({ a }) => a).join(' ')} + ${left.map(({ b }) => b).join(' ')} `;
    const sum = columns
      .slice(0, done)
      .map(({ digit }) => digit)
      .toReversed();
    return `${operands}, ${sum.length === 0 ? '' : `${sum.join(' ')} `}C: ${columns[done - 1]?.carryOut ?? 0}`;
  });
  return ['<scratch>', ...lines, '</scratch>', sumOf(question).join(' ')].join('\n');
}
