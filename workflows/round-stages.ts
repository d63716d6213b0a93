import { condition, setHandler, workflowInfo, type ChildWorkflowHandle, type Workflow } from '@temporalio/workflow';
import { storeActivities } from './activities.ts';
import { joined } from './budget.ts';
import { changeSignal, grantSignal, holdSignal, reviewedSignal, roundProgressQuery } from './messages.ts';
import { partitionsOver, type Partitions } from './partitions.ts';
import { showSealed } from './campaign-run.ts';
import type { DecisionMade, RoundStart, SealedStageOutcome } from './shapes.ts';
import { together } from './together.ts';

/** What a recipe's round works with: its stages by name, one after the other, and what rounds before it found. */
export interface RoundStages {
  readonly campaign: string;
  readonly round: number;
  readonly revision: number;
  readonly heartbeatSeconds: number;
  /** Number of the operations in force. */
  readonly operations: () => number;
  readonly outline: RoundStart['outline'];
  /** Sealed stages of the rounds before. */
  readonly before: readonly SealedStageOutcome[];
  /** Runs a map stage over the rows of its input and seals it. */
  map(stage: string): Promise<SealedStageOutcome>;
  /** Runs a whole stage and seals it. */
  whole(stage: string): Promise<SealedStageOutcome>;
  /** Runs an activity of the recipe's own that seals a stage. */
  own(stage: string, run: () => Promise<Omit<SealedStageOutcome, 'round' | 'stage'>>): Promise<SealedStageOutcome>;
  /**
   * Waits until people have reviewed what a sealed stage of this round dropped, at most so many hours; not at all where each of
   * those rows has a verdict. Then the review is closed: whole stages read it with `services.reviewed`.
   */
  review(stage: string, hours: number): Promise<void>;
  /** Records a fact decided outside the rows; once, however often it is run. */
  decide(kind: DecisionMade['kind'], reason: string): Promise<void>;
}

/** The stages of the running round, with what they leave of the budget. */
export interface RoundInWork extends RoundStages {
  readonly sealed: readonly SealedStageOutcome[];
  readonly pool: () => RoundStart['pool'];
}

/** Prepares a round's stages and answers for them: pause, window, operations and budget reach the stage in work. */
export function roundStages(start: RoundStart): RoundInWork {
  const { campaign, round, revision, shardItems, heartbeatSeconds, before } = start;
  const { openStage, runWholeStage, sealRound, recordDecision, countUnreviewed } = storeActivities(heartbeatSeconds);
  let { paused, window, operations, pool } = start;
  const sealed: SealedStageOutcome[] = [];
  const reviewed = new Set<string>();
  let stageInWork: string | undefined;
  let waitingFor: string | undefined;
  let partitions: Partitions | undefined;

  setHandler(holdSignal, async (hold) => {
    paused = hold.paused;
    await partitions?.hold();
  });
  setHandler(changeSignal, async (change) => {
    ({ window, operations } = change);
    await partitions?.adjust();
  });
  setHandler(grantSignal, async (more) => {
    if (partitions) await partitions.raise(more);
    else pool = pool && joined(pool, more);
  });
  setHandler(reviewedSignal, ({ stage }) => void reviewed.add(stage));
  setHandler(roundProgressQuery, () => ({
    round,
    ...(stageInWork === undefined ? {} : { stage: stageInWork }),
    ...(waitingFor === undefined ? {} : { waitingFor }),
    partitions: (partitions?.handles() ?? []).map(({ workflowId }) => workflowId),
    sealed: sealed.map(({ stage }) => ({ round, stage })),
  }));

  const enter = async (stage: string): Promise<void> => {
    stageInWork = stage;
    await condition(() => !paused);
  };
  const seal = (stage: string, outcome: Omit<SealedStageOutcome, 'round' | 'stage'>): SealedStageOutcome => {
    const done = { round, stage, ...outcome };
    sealed.push(done);
    stageInWork = undefined;
    showSealed(sealed);
    return done;
  };
  const children = (): readonly ChildWorkflowHandle<Workflow>[] => partitions?.handles() ?? [];
  const runPartitions = async (stage: string, shards: number): Promise<void> => {
    const name = `${workflowInfo().workflowId}/${stage}`;
    const work = { campaign, revision, steps: [{ round, stage }], shards, shardItems, heartbeatSeconds, pool, name };
    const steering = { paused: () => paused, window: () => window, operations: () => operations };
    partitions = partitionsOver(work, steering);
    const running = partitions;
    await together(async () => {
      await running.start();
      pool = await running.ended();
    }, children);
    partitions = undefined;
  };

  return {
    campaign,
    round,
    revision,
    heartbeatSeconds,
    operations: () => operations,
    outline: start.outline,
    before,
    sealed,
    pool: () => pool,
    async map(stage) {
      await enter(stage);
      const opened = await openStage({ campaign, round, stage, revision });
      if (opened.kind === 'sealed') return seal(stage, opened.sealed);
      const { shards } = opened;
      if (shards > 0) await runPartitions(stage, shards);
      const { counts, manifest } = await sealRound({ campaign, round, stage, shards, revision });
      return seal(stage, { counts, manifest, shards, facts: {} });
    },
    async whole(stage) {
      await enter(stage);
      return seal(stage, await runWholeStage({ campaign, round, stage, revision }));
    },
    async own(stage, run) {
      await enter(stage);
      return seal(stage, await run());
    },
    async review(stage, hours) {
      const unreviewed = hours > 0 ? await countUnreviewed({ campaign, round, stage, revision }) : 0;
      if (unreviewed > 0) {
        const rows = unreviewed === 1 ? '1 flagged row' : `${unreviewed} flagged rows`;
        waitingFor = `a review of ${rows} of ${stage}, at most ${hours} h; see \`mmsynth review ${campaign}\``;
        await condition(() => reviewed.has(stage), hours * 3_600_000);
        waitingFor = undefined;
      }
      await recordDecision({
        campaign,
        decision: {
          id: `review closed r${revision} round ${round} ${stage}`,
          kind: 'review',
          reason: unreviewed === 0 || reviewed.has(stage) ? 'closed' : `closed after ${hours} h`,
          revision,
          round,
          stage,
        },
      });
    },
    decide: (kind, reason) =>
      recordDecision({
        campaign,
        decision: { id: `${kind} r${revision} round ${round}`, kind, reason, revision, round },
      }),
  };
}
