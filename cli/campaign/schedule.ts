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
  const before = await cronOf(handle);
  if (request.remove) {
    if (before === undefined) throw missing(campaign);
    await handle.delete();
    return { campaign, schedule, state: 'removed', cron: null, next: [], triggered: false };
  }
  if (!(await newestRelease(store, campaign)))
    throw new MmsynthError(
      'campaign_not_found',
      `campaign '${campaign}' has no sealed release to refresh yet; \`mmsynth status ${campaign}\` says how it stands.`,
    );
  const cron = request.cron ?? before ?? monthly;
  const wanted = scheduleOf(campaign, cron);
  await takenAs(cron, async () => {
    if (before === undefined) await client.schedule.create({ scheduleId: schedule, ...wanted });
    else if (cron !== before) await handle.update((there) => ({ ...there, ...wanted }));
  });
  if (request.now) await handle.trigger();
  const { info } = await handle.describe();
  const next = info.nextActionTimes.slice(0, nextShown).map((time) => time.toISOString());
  const state = before === undefined ? 'made' : 'there';
  return { campaign, schedule, state, cron, next, triggered: request.now === true };
}

/** When it fires and what it starts. Temporal keeps a cron expression in another form, so the input holds it as it was given. */
function scheduleOf(campaign: string, cron: string): Pick<ScheduleOptions<Action>, 'spec' | 'action' | 'policies'> {
  const input: RefreshSeries = { v: 1, series: campaign, cron };
  return {
    spec: { cronExpressions: [cron], timezone: 'UTC' },
    action: {
      type: 'startWorkflow',
      workflowType: 'scheduledRefresh',
      workflowId: scheduleIdOf(campaign),
      taskQueue: taskQueue(queuePrefix(), 'workflows'),
      args: [input],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP },
  };
}

type Action = Extract<ScheduleOptions['action'], { type: 'startWorkflow' }>;

async function takenAs(cron: string, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!/cron|calendar|parse|invalid/iu.test(String((error as Error).cause ?? error))) throw error;
    throw new MmsynthError('spec_invalid', `--cron ${cron}: Temporal does not take it as a cron expression.`, {
      cause: error,
    });
  }
}

/** The cron expression of a schedule; undefined where there is none. */
async function cronOf(handle: ScheduleHandle): Promise<string | undefined> {
  try {
    const { action } = await handle.describe();
    const input = action.args?.[0] as Partial<RefreshSeries> | undefined;
    return input?.cron ?? monthly;
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
