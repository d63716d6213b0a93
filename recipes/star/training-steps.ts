/** Steps of iteration 1, and by how much they grow with each (paper, section 4.1). */
const firstSteps = 40;
const growth = 1.2;

/** Training steps of an iteration, counted from 1: 40, 48, 57, 69, 82, 99, … Throws RangeError below 1. */
export function trainingSteps(iteration: number): number {
  if (!Number.isInteger(iteration) || iteration < 1) throw new RangeError(`there is no iteration ${iteration}`);
  return Math.floor(firstSteps * growth ** (iteration - 1));
}
