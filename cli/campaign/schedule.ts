import { newestRelease } from '../../activities/release-refresh/release-series.ts';
import { seriesIdentity } from '../../activities/release-refresh/prepare-refresh.ts';
import { MmsynthError } from '../../activities/errors.ts';
import { updateFrequency, type UpdateFrequency } from '../../recipes/dynvqa/gold/labels.ts';
import { refreshCalendar } from '../../recipes/dynvqa/refresh/policy.ts';
import type { Session } from '../session.ts';
import { fireNow, keepSchedule, refreshSchedule, type RefreshSchedule } from './refresh-schedule.ts';

export interface ScheduleRequest {
  /** The one class meant. @default those that have a schedule, or all where none has */
  readonly class?: string | undefined;
  /** Cron expression in UTC, for the class that is named. @default that of `refreshCalendar` */
  readonly cron?: string | undefined;
  readonly now?: boolean | undefined;
  readonly pause?: boolean | undefined;
  readonly unpause?: boolean | undefined;
  readonly remove?: boolean | undefined;
}

/** How the schedule of a class stands. */
export interface ScheduledClass {
  readonly class: UpdateFrequency;
  readonly schedule: string;
  readonly state: 'made' | 'there' | 'paused' | 'removed';
  readonly cron: string | null;
  /** The next times it fires, ISO 8601. */
  readonly next: readonly string[];
  /** Whether it was fired; not where a refresh of the class runs still. */
  readonly triggered: boolean;
}

export interface Scheduled {
  readonly campaign: string;
  readonly schedules: readonly ScheduledClass[];
}

const nextShown = 3;

/** Makes, shows, fires, pauses or removes the schedules by which the classes of a release are refreshed, each at its own pace. */
export async function scheduleRefresh(
  session: Pick<Session, 'store' | 'client'>,
  campaign: string,
  request: ScheduleRequest,
): Promise<Scheduled> {
  const named = namedClass(request);
  const store = session.store();
  await seriesIdentity(store, campaign);
  const client = await session.client();
  const all = await Promise.all(updateFrequency.options.map((name) => refreshSchedule(client, campaign, name)));
  const asked = all.filter(({ name }) => named === undefined || name === named);
  const there = asked.filter(({ cron }) => cron !== undefined);
  if (request.remove) {
    if (there.length === 0) throw missing(campaign, named);
    await Promise.all(there.map(({ handle }) => handle.delete()));
    return { campaign, schedules: there.map((one) => removed(one)) };
  }
  if (!(await newestRelease(store, campaign)))
    throw new MmsynthError(
      'campaign_not_found',
      `campaign '${campaign}' has no sealed release to refresh yet; \`mmsynth status ${campaign}\` says how it stands.`,
    );
  const meant = named === undefined && there.length > 0 ? there : asked;
  const schedules: ScheduledClass[] = [];
  for (const one of meant) {
    const cron = request.cron ?? one.cron ?? refreshCalendar[one.name];
    await keepSchedule(client, campaign, one, cron);
    if (request.pause) await one.handle.pause();
    if (request.unpause) await one.handle.unpause();
    const triggered = request.now === true && (await fireNow(one.handle));
    const { info, state } = await one.handle.describe();
    schedules.push({
      class: one.name,
      schedule: one.id,
      state: state.paused ? 'paused' : one.cron === undefined ? 'made' : 'there',
      cron,
      next: info.nextActionTimes.slice(0, nextShown).map((time) => time.toISOString()),
      triggered,
    });
  }
  return { campaign, schedules };
}

/** The class a request names. Throws `spec_invalid` where there is no such class, or a cron expression without one. */
function namedClass({ class: name, cron, pause, unpause }: ScheduleRequest): UpdateFrequency | undefined {
  if (pause && unpause) throw new MmsynthError('spec_invalid', '--pause and --unpause exclude each other; give one.');
  if (name === undefined) {
    if (cron === undefined) return undefined;
    throw new MmsynthError('spec_invalid', '--cron: each class has its own pace; add --class fast, slow or never.');
  }
  const read = updateFrequency.safeParse(name);
  if (read.success) return read.data;
  throw new MmsynthError(
    'spec_invalid',
    `--class ${name}: there are the classes ${updateFrequency.options.join(', ')}.`,
  );
}

const removed = ({ name, id }: RefreshSchedule): ScheduledClass => ({
  class: name,
  schedule: id,
  state: 'removed',
  cron: null,
  next: [],
  triggered: false,
});

const missing = (campaign: string, name: UpdateFrequency | undefined): MmsynthError =>
  new MmsynthError(
    'campaign_not_found',
    `campaign '${campaign}' has no schedule${name === undefined ? '' : ` of class ${name}`}; \`mmsynth schedule ${campaign}\` makes them.`,
  );
