import type { StageFacts } from '../../recipes/stage-facts.ts';
import type { OutcomeCounts } from '../artifacts/shard-commit.ts';

/** A stage of a round with barriers at one revision. */
export interface StageTask {
  readonly campaign: string;
  readonly round: number;
  readonly stage: string;
  readonly revision: number;
}

/** A sealed stage as workflows see it: counts, facts and the manifest's name. */
export interface SealedStage {
  readonly counts: OutcomeCounts;
  readonly shards: number;
  readonly manifest: string;
  readonly facts: StageFacts;
}
