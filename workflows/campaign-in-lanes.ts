import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { storeActivities } from './activities.ts';
import { joined, type Allowance } from './budget.ts';
import { budgetLeft } from './budget-left.ts';
import { runCampaign, showSealed } from './campaign-run.ts';
import { partitionsOver, type Partitions } from './partitions.ts';
import { roundAttribute } from './search-attributes.ts';
import { campaignStart, type CampaignOutcome, type CampaignStart } from './shapes.ts';
import { together } from './together.ts';

type Sealed = CampaignOutcome['rounds'][number];

/**
 * Takes a sealed import through `rounds` of one map stage in lanes: partitions run side by side, each round is sealed once
 * every partition is through it.
 */
export async function campaignInLanes(input: CampaignStart, stage: string): Promise<CampaignOutcome> {
  const start = campaignStart.parse(input);
  const { campaign, revision, rounds, shards, shardItems, heartbeatSeconds } = start;
  const { sealRound } = storeActivities(heartbeatSeconds);
  const steps = Array.from({ length: rounds }, (_, i) => ({ round: i + 1, stage }));
  const sealed: Sealed[] = [];
  let partitions: Partitions | undefined;
  let raised: Allowance | undefined;

  const sealRounds = async (): Promise<void> => {
    for (const { round } of steps) {
      await partitions?.through({ round, stage });
      sealed.push({ round, ...(await sealRound({ campaign, round, stage, shards, revision })) });
      upsertSearchAttributes([{ key: roundAttribute, value: Math.min(round + 1, rounds) }]);
      showSealed(sealed.map((one) => ({ ...one, stage })));
    }
  };

  return runCampaign(start, (steering) => ({
    progress: () => ({
      partitions: (partitions?.handles() ?? []).map(({ workflowId }) => workflowId),
      sealed: sealed.map(({ round }) => ({ round, stage })),
    }),
    hold: async () => partitions?.hold(),
    adjust: async () => partitions?.adjust(),
    async raise(more) {
      if (partitions) await partitions.raise(more);
      else raised = raised ? joined(raised, more) : more;
    },
    run: () =>
      together(
        async () => {
          const left = await budgetLeft(start, steps);
          const pool = left && raised ? joined(left, raised) : left;
          const { workflowId: name } = workflowInfo();
          const work = { campaign, revision, steps, shards, shardItems, heartbeatSeconds, pool, name };
          partitions = partitionsOver(work, steering);
          await partitions.start();
          await Promise.all([sealRounds(), partitions.ended()]);
          return sealed;
        },
        () => partitions?.handles() ?? [],
      ),
  }));
}
