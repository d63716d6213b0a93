import {
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type ScheduleHandle,
  type ScheduleOptions,
} from '@temporalio/client';
import { newestRelease } from '../../activities/release-refresh/release-series.ts';
import { seriesIdentity } from '../../activities/release-refresh/prepare-refresh.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { refreshCalendar } from '../../recipes/dynvqa/refresh/policy.ts';
import { queuePrefix, taskQueue } from '../../temporal.config.ts';
import type { RefreshSeries } from '../../workflows/scheduled-refresh.ts';
import type { Session } from '../session.ts';

export interface ScheduleRequest {
  /** Cron expression in UTC. @default the first of every month, 03:00 */
  readonly cron?: string | undefined;
  readonly now?: boolean | undefined;
  readonly remove?: boolean | undefined;
}

export interface Scheduled {
  readonly campaign: string;
  readonly schedule: string;
  readonly state: 'made' | 'there' | 'removed';
  readonly cron: string | null;
  /** The next times it fires, ISO 8601. */
  readonly next: readonly string[];
  readonly triggered: boolean;
}

/** Of all classes the one that is asked most often sets the pace; which classes a month has is decided when it fires. */
const monthly = refreshCalendar.fast;
const nextShown = 3;

const scheduleIdOf = (campaign: string): string => `refresh/${campaign}`;

/** Makes, shows, fires or removes the schedule that refreshes a release month by month. */
export async function scheduleRefresh(
  session: Session,
  campaign: string,
  request: ScheduleRequest,
): Promise<Scheduled> {
  const store = session.store();
  await seriesIdentity(store, campaign);
  const client = await session.client();
  const schedule = scheduleIdOf(campaign);
  const handle = client.schedule.getHandle(schedule);
  const before = await describe(handle);
  if (request.remove) {
    if (!before) throw missing(campaign);
    await handle.delete();
    return { campaign, schedule, state: 'removed', cron: null, next: [], triggered: false };
  }
  if (!(await newestRelease(store, campaign)))
    throw new MmsynthError(
      'campaign_not_found',
      `campaign '${campaign}' has no sealed release to refresh yet; \`mmsynth status ${campaign}\` says how it stands.`,
    );
  const cron = request.cron ?? before?.memo ?? monthly;
  const input: RefreshSeries = { v: 1, series: campaign };
  const wanted: ScheduleOptions = {
    scheduleId: schedule,
    memo: { cron },
    spec: { cronExpressions: [cron], timezone: 'UTC' },
    action: {
      type: 'startWorkflow',
      workflowType: 'scheduledRefresh',
      workflowId: schedule,
      taskQueue: taskQueue(queuePrefix(), 'workflows'),
      args: [input],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP },
  };
  if (!before) await create(session, wanted, cron);
  else if (request.cron !== undefined && request.cron !== before.memo) {
    await handle.delete();
    await create(session, wanted, cron);
  }
  if (request.now) await handle.trigger();
  const { info } = await handle.describe();
  const next = info.nextActionTimes.slice(0, nextShown).map((time) => time.toISOString());
  return { campaign, schedule, state: before ? 'there' : 'made', cron, next, triggered: request.now === true };
}

async function create(session: Session, wanted: ScheduleOptions, cron: string): Promise<void> {
  const client = await session.client();
  try {
    await client.schedule.create(wanted);
  } catch (error) {
    if (!/cron|calendar|parse|invalid/iu.test(String((error as Error).cause ?? error))) throw error;
    throw new MmsynthError('spec_invalid', `--cron ${cron}: Temporal does not take it as a cron expression.`, {
      cause: error,
    });
  }
}

async function describe(handle: ScheduleHandle): Promise<{ readonly memo: string } | undefined> {
  try {
    const { memo } = await handle.describe();
    return { memo: String(memo?.['cron'] ?? monthly) };
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}

const missing = (campaign: string): MmsynthError =>
  new MmsynthError(
    'campaign_not_found',
    `campaign '${campaign}' has no schedule; \`mmsynth schedule ${campaign}\` makes one.`,
  );
