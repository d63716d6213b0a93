import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { ParentClosePolicy, proxyActivities, startChild, workflowInfo } from '@temporalio/workflow';
import { z } from 'zod';
import type { Activities } from '../activities/activities.ts';
import { plan } from '../recipes/dynvqa/plan.ts';
import { sealStartToClose, shardRetry, siblingQueue } from './policies.ts';
import { campaignAttribute, recipeAttribute, roundAttribute, stateAttribute } from './search-attributes.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/** Input of the workflow a schedule starts. */
export const refreshSeries = z.object({
  v: z.literal(1),
  series: z.string(),
  /** When the schedule fires, as it was given; for the command that shows it. */
  cron: z.string().exactOptional(),
});
export type RefreshSeries = Readonly<z.infer<typeof refreshSeries>>;

const recipe = 'dynvqa';

const scheduledTime = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

/** When the schedule meant this run to start; a run that was late is for that day all the same. */
const dueAt = (): string =>
  (workflowInfo().typedSearchAttributes.get(scheduledTime) ?? workflowInfo().startTime).toISOString();

/** Refreshes the newest release of a series, as its schedule says. Gives the campaign that holds the release. */
export async function scheduledRefresh(input: RefreshSeries): Promise<string> {
  const { series } = refreshSeries.parse(input);
  const { prepareRefresh } = proxyActivities<Pick<Activities, 'prepareRefresh'>>({
    taskQueue: siblingQueue(workflowInfo().taskQueue, 'cpu'),
    startToCloseTimeout: sealStartToClose,
    heartbeatTimeout: '30s',
    retry: shardRetry,
  });
  const prepared = await prepareRefresh({ series, at: dueAt() });
  const { campaign } = prepared;
  if (prepared.kind === 'done') return campaign;
  const { shards, shardItems, window, heartbeatSeconds, operations } = prepared;
  const run = await startChild<(start: CampaignStart) => Promise<CampaignOutcome>>(recipe, {
    workflowId: `campaign/${campaign}`,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    parentClosePolicy: ParentClosePolicy.ABANDON,
    staticSummary: `refresh of ${series}`,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: campaignAttribute, value: campaign },
      { key: recipeAttribute, value: recipe },
      { key: roundAttribute, value: 1 },
      { key: stateAttribute, value: 'running' },
    ]),
    args: [
      {
        v: 1,
        campaign,
        recipe,
        rounds: 1,
        shards,
        shardItems,
        window,
        heartbeatSeconds,
        operations,
        revision: 1,
        outline: plan.outline({ task: 'refresh' }),
        decision: { id: `scheduled ${campaign}`, kind: 'launch', operations },
      },
    ],
  });
  await run.result();
  return campaign;
}
