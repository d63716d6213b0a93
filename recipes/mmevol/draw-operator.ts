import { uniformFrom } from '../sha256.ts';
import { operators, type Operator } from './vocabulary.ts';

export interface OperatorDraw {
  /** Seed of the campaign. */
  readonly seed: number;
  readonly itemId: string;
  readonly round: number;
  /** Relative weights, not necessarily of sum 1; an operator left out is never drawn. @default uniform */
  readonly weights?: { readonly [operator in Operator]?: number | undefined } | undefined;
}

/**
 * Draws the one operator of an image's round from a hash of (seed, item, round): a retry or another worker draws the same.
 * Throws RangeError where no weight is above 0 or one is negative. Section 4.5 of the specification; uniform is the paper's best.
 */
export function drawOperator({ seed, itemId, round, weights }: OperatorDraw): Operator {
  const shares = operators.map((operator) => (weights ? (weights[operator] ?? 0) : 1));
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (!(total > 0) || !Number.isFinite(total) || shares.some((share) => share < 0)) {
    throw new RangeError('operator weights must be finite, not negative and not all 0');
  }
  let left = uniformFrom('mmevol', 'operator', seed, itemId, round) * total;
  let last: Operator = 'perceptual';
  for (const [index, operator] of operators.entries()) {
    const share = shares[index] ?? 0;
    if (share === 0) continue;
    if (left < share) return operator;
    left -= share;
    last = operator;
  }
  return last;
}
