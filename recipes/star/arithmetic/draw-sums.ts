import { uniformFrom } from '../../sha256.ts';
import { splitOf, type Split, type Sum } from './split.ts';

export interface SumsWanted {
  readonly seed: number;
  readonly split: Exclude<Split, 'base'>;
  /** Digits of both operands. */
  readonly digits: number;
  readonly count: number;
}

/** An arithmetic problem as a line of a seed file. */
export interface SumRecord {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
}

const apart = (value: number): string => [...String(value)].join(' ');

export const sumRecord = ({ a, b }: Sum): SumRecord => ({
  id: `${a}+${b}`,
  question: `${apart(a)} + ${apart(b)}`,
  answer: apart(a + b),
});

/** Different sums of one length, of one side of the split; of one digit all there are where more are wanted. */
export function drawSums({ seed, split, digits, count }: SumsWanted): readonly SumRecord[] {
  const [low, size] = digits === 1 ? [0, 10] : [10 ** (digits - 1), 9 * 10 ** (digits - 1)];
  const at = (draw: number, operand: string): number =>
    low + Math.floor(uniformFrom('sums', seed, digits, draw, operand) * size);
  const found = new Map<string, Sum>();
  // A side holds three tenths of all sums, so short lengths run out of new ones; hence the end after so many draws.
  const mostDraws = 200 * count + 2000;
  for (let draw = 0; found.size < count && draw < mostDraws; draw++) {
    const sum = { a: at(draw, 'a'), b: at(draw, 'b') };
    if (splitOf(sum) === split) found.set(`${sum.a}+${sum.b}`, sum);
  }
  return [...found.values()].map(sumRecord);
}
