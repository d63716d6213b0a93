export const lossReductions = ['token', 'sample', 'square'] as const;
export type LossReduction = (typeof lossReductions)[number];

const exponents: Readonly<Record<LossReduction, number>> = { token: 0, sample: -1, square: -0.5 };

/** Weight of each trainable token of a member with so many of them; 0 where it has none (InternVL 2.5, section 4.2). */
export function lossWeight(trainableTokens: number, reduction: LossReduction): number {
  return trainableTokens === 0 ? 0 : trainableTokens ** exponents[reduction];
}

/** Loss of a pack from each member's mean loss: the weighted mean over its trainable tokens. */
export function packLoss(
  members: readonly { readonly trainableTokens: number; readonly loss: number }[],
  reduction: LossReduction,
): number {
  let [weighted, weights] = [0, 0];
  for (const { trainableTokens, loss } of members) {
    const weight = lossWeight(trainableTokens, reduction) * trainableTokens;
    weighted += weight * loss;
    weights += weight;
  }
  return weights === 0 ? 0 : weighted / weights;
}
