import type { StarProblem } from '../dataset.ts';

/** A problem with a rationale that ends in its answer, as the model is to write one. */
export interface WorkedExample {
  readonly problem: StarProblem;
  readonly rationale: string;
}
