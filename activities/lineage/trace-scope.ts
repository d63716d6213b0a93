import type { RecipePlan } from '../../recipes/plan.ts';
import type { Ancestor } from '../campaigns/ancestry.ts';
import type { StagePlace } from '../artifacts/keys.ts';
import type { ArtifactStore } from '../artifacts/store.ts';
import type { Fall, Hop } from './trace-result.ts';

/** The campaign a row is traced in. */
export interface TraceScope {
  readonly store: ArtifactStore;
  readonly campaign: string;
  readonly plan: RecipePlan;
  readonly recipeOptions: unknown;
  /** Every stage in order, the import first. */
  readonly places: readonly StagePlace[];
  readonly ancestors: readonly Ancestor[];
  readonly revision: number;
  /** Told how far the search is, in words. */
  readonly onProgress?: (text: string) => void;
}

/** What a trace found: rows newest first, and what fell on the way. */
export interface Traced {
  readonly hops: readonly Hop[];
  readonly falls: readonly Fall[];
}
