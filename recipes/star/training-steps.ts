/** Steps of iteration 1, and by how much they grow with each (paper, section 4.1). */
const firstSteps = 40;
const growth = 1.2;

/** Training steps of an iteration, counted from 1: 40, 48, 57, 69, 82, 99, … Throws RangeError below 1. */
export function trainingSteps(iteration: number): number {
  return grownSteps(iteration, { first: firstSteps, factor: growth });
}

/** Steps that grow by a factor, rounded down. Throws RangeError below iteration 1. */
export function grownSteps(
  iteration: number,
  { first, factor }: { readonly first: number; readonly factor: number },
): number {
  demandIteration(iteration);
  return Math.floor(first * factor ** (iteration - 1));
}

export function demandIteration(iteration: number): void {
  if (!Number.isInteger(iteration) || iteration < 1) throw new RangeError(`there is no iteration ${iteration}`);
}
