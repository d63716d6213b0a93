import {
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common';
import { ParentClosePolicy, proxyActivities, sleep, startChild, workflowInfo } from '@temporalio/workflow';
import { z } from 'zod';
import type { Activities } from '../activities/activities.ts';
import type { PreparedRefresh } from '../activities/release-refresh/prepare-refresh.ts';
import { plan } from '../recipes/dynvqa/plan.ts';
import { sealStartToClose, shardRetry, siblingQueue } from './policies.ts';
import { campaignAttribute, recipeAttribute, roundAttribute, stateAttribute } from './search-attributes.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/** Input of the workflow that the schedule of one class starts. */
export const refreshSeries = z.object({
  v: z.literal(1),
  series: z.string(),
  /** The class of questions that is due. */
  class: z.enum(['fast', 'slow', 'never']),
  /** When the schedule fires, as it was given; for the command that shows it. */
  cron: z.string().exactOptional(),
  /** Classes that fire within this many seconds go into one release. @default 60 */
  joinSeconds: z.number().min(0).default(60),
});
export type RefreshSeries = Readonly<z.input<typeof refreshSeries>>;

const recipe = 'dynvqa';
type Due = Extract<PreparedRefresh, { kind: 'due' }>;

const scheduledTime = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);

/** When the schedule meant this run to start; a run that was late is for that day all the same. */
const dueAt = (): Date => workflowInfo().typedSearchAttributes.get(scheduledTime) ?? workflowInfo().startTime;

/** The first of the month after, 03:00 UTC. */
const nextMonth = (day: Date): Date => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1, 3));

/**
 * Refreshes one class of questions of the newest release of a series. Classes due at once make one release; a class whose
 * month has a release without it waits for the next month's. Gives the campaign that holds the release.
 */
export async function scheduledRefresh(input: RefreshSeries): Promise<string> {
  const { series, class: name, joinSeconds } = refreshSeries.parse(input);
  const { noteRefresh, prepareRefresh } = proxyActivities<Pick<Activities, 'noteRefresh' | 'prepareRefresh'>>({
    taskQueue: siblingQueue(workflowInfo().taskQueue, 'cpu'),
    startToCloseTimeout: sealStartToClose,
    heartbeatTimeout: '30s',
    retry: shardRetry,
  });
  for (let day = dueAt(); ; day = nextMonth(day)) {
    await sleep(Math.max(0, day.getTime() - Date.now()));
    const due = { series, class: name, at: day.toISOString() };
    await noteRefresh(due);
    await sleep(joinSeconds * 1000);
    const prepared = await prepareRefresh(due);
    if (prepared.kind === 'later') continue;
    if (prepared.kind === 'due') await refreshed(series, prepared);
    return prepared.campaign;
  }
}

/** Runs the month's campaign to its end, or leaves it to the class that began it. */
async function refreshed(series: string, prepared: Due): Promise<void> {
  const { campaign, shards, shardItems, window, heartbeatSeconds, operations } = prepared;
  try {
    const run = await startChild<(start: CampaignStart) => Promise<CampaignOutcome>>(recipe, {
      workflowId: `campaign/${campaign}`,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
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
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
