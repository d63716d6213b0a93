import {
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleHandle,
  type ScheduleOptions,
} from '@temporalio/client';
import { MmsynthError } from '../../activities/errors.ts';
import type { UpdateFrequency } from '../../recipes/dynvqa/gold/labels.ts';
import { refreshCalendar } from '../../recipes/dynvqa/refresh/policy.ts';
import { missedRefreshWindow, queuePrefix, taskQueue } from '../../temporal.config.ts';
import type { RefreshSeries } from '../../workflows/scheduled-refresh.ts';

/** The schedule of one class of a series' questions. */
export interface RefreshSchedule {
  readonly id: string;
  readonly name: UpdateFrequency;
  readonly handle: ScheduleHandle;
  /** Its cron expression; undefined where there is no such schedule. */
  readonly cron: string | undefined;
}

export async function refreshSchedule(client: Client, series: string, name: UpdateFrequency): Promise<RefreshSchedule> {
  const id = `refresh/${series}/${name}`;
  const handle = client.schedule.getHandle(id);
  try {
    const { action } = await handle.describe();
    const input = action.args?.[0] as Partial<RefreshSeries> | undefined;
    return { id, name, handle, cron: input?.cron ?? refreshCalendar[name] };
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return { id, name, handle, cron: undefined };
    throw error;
  }
}

/** Makes the schedule, or gives it another cron expression in place. Throws `spec_invalid` where Temporal takes none of it. */
export async function keepSchedule(
  client: Client,
  series: string,
  { id, name, handle, cron: before }: RefreshSchedule,
  cron: string,
): Promise<void> {
  if (cron === before) return;
  const wanted = optionsOf(series, id, name, cron);
  try {
    if (before === undefined) await client.schedule.create({ scheduleId: id, ...wanted });
    else await handle.update((there) => ({ ...there, ...wanted }));
  } catch (error) {
    if (!/cron|calendar|parse|invalid/iu.test(String((error as Error).cause ?? error))) throw error;
    throw new MmsynthError('spec_invalid', `--cron ${cron}: Temporal does not take it as a cron expression.`, {
      cause: error,
    });
  }
}

/** Fires now, unless a refresh of the class runs: the client would start a second one. Gives whether it was fired. */
export async function fireNow(handle: ScheduleHandle): Promise<boolean> {
  const { runningActions } = (await handle.describe()).info;
  await handle.trigger(ScheduleOverlapPolicy.SKIP);
  return runningActions.length === 0;
}

type Action = Extract<ScheduleOptions['action'], { type: 'startWorkflow' }>;

/** When it fires and what it starts. Temporal keeps a cron expression in another form, so the input holds it as it was given. */
function optionsOf(
  series: string,
  id: string,
  name: UpdateFrequency,
  cron: string,
): Pick<ScheduleOptions<Action>, 'spec' | 'action' | 'policies'> {
  const input: RefreshSeries = { v: 1, series, class: name, cron };
  return {
    spec: { cronExpressions: [cron], timezone: 'UTC' },
    action: {
      type: 'startWorkflow',
      workflowType: 'scheduledRefresh',
      workflowId: id,
      taskQueue: taskQueue(queuePrefix(), 'workflows'),
      args: [input],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: missedRefreshWindow },
  };
}
