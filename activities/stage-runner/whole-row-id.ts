import { hashOf } from '../../recipes/sha256.ts';

/** What the id of a whole stage's row is made from. */
export interface WholeRowPlace {
  readonly root: string;
  readonly parents: readonly string[];
  readonly stage: string;
  readonly round: number;
  /** Rows of the stage before it with the same parents. */
  readonly number: number;
}

/** Id of a row of a whole stage, in 32 hex digits. */
export const wholeRowId = ({ root, parents, stage, round, number }: WholeRowPlace): string =>
  hashOf([root, parents, stage, round, number]).slice(0, 32);
