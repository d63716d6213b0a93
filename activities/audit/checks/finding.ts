import type { ProblemCode } from '../problem.ts';

/** What a check found wrong within one object. */
export interface Finding {
  readonly code: ProblemCode;
  /** The row or item within the object. */
  readonly at?: string;
  readonly message: string;
}
