import { ScheduleOverlapPolicy, type ScheduleHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readIdentity } from '../../activities/campaigns/identity.ts';
import { noteRefresh } from '../../activities/release-refresh/note-refresh.ts';
import { prepareRefresh } from '../../activities/release-refresh/prepare-refresh.ts';
import { fireNow } from '../../cli/campaign/refresh-schedule.ts';
import { scheduleRefresh } from '../../cli/campaign/schedule.ts';
import type { UpdateFrequency } from '../../recipes/dynvqa/gold/labels.ts';
import { taskQueue } from '../../workflows/policies.ts';
import type { CampaignOutcome } from '../../workflows/shapes.ts';
import { memoryStore, type MemoryStore } from '../memory-store.ts';
import { startWorkers } from './campaign-run.ts';
import { scriptedActivities, type ScriptedActivities } from './scripted-activities.ts';
import { sealRelease, sealSeries } from './sealed-series.ts';
import { bundleWorkflows, startTemporal } from './temporal.ts';
import { until } from './until.ts';

jest.setTimeout(120_000);

let temporal: TestWorkflowEnvironment;
let bundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  [temporal, bundle] = await Promise.all([startTemporal(), bundleWorkflows()]);
});
afterAll(() => temporal.teardown());

describe('the command', () => {
  const asked = async (series: string) => {
    const store = memoryStore();
    await sealSeries(store, series, '202603');
    const session = { store: () => store, client: async () => temporal.client };
    return (request: Parameters<typeof scheduleRefresh>[2]) => scheduleRefresh(session, series, request);
  };
  const months = (next: readonly string[]): readonly number[] => next.map((time) => new Date(time).getUTCMonth() + 1);

  it('gives each class a schedule of its own pace', async () => {
    const ask = await asked('paced');
    const { schedules } = await ask({});
    expect(schedules.map(({ class: name, schedule, state }) => [name, schedule, state])).toEqual([
      ['fast', 'refresh/paced/fast', 'made'],
      ['slow', 'refresh/paced/slow', 'made'],
      ['never', 'refresh/paced/never', 'made'],
    ]);
    const [fast = [], slow = [], never = []] = schedules.map(({ next }) => months(next));
    expect(fast.map((month, at) => (month - fast[0]! - at + 12) % 12)).toEqual([0, 0, 0]);
    expect(slow.map((month) => month % 3)).toEqual([1, 1, 1]);
    expect(never).toEqual([1, 1, 1]);
    for (const { next } of schedules) expect(next[0]).toMatch(/-01T03:00:00.000Z$/u);
    const described = await temporal.client.schedule.getHandle('refresh/paced/slow').describe();
    expect(described.policies.overlap).toBe(ScheduleOverlapPolicy.SKIP);
    expect((await ask({})).schedules.map(({ state }) => state)).toEqual(['there', 'there', 'there']);
  });

  it('pauses, changes and removes one class and leaves the others', async () => {
    const ask = await asked('changed');
    await ask({});
    expect((await ask({ class: 'slow', pause: true })).schedules).toMatchObject([{ class: 'slow', state: 'paused' }]);
    expect((await ask({})).schedules.map(({ state }) => state)).toEqual(['there', 'paused', 'there']);
    expect((await ask({ class: 'slow', unpause: true })).schedules).toMatchObject([{ state: 'there' }]);
    const [fast] = (await ask({ class: 'fast', cron: '30 6 15 * *' })).schedules;
    expect(fast).toMatchObject({ cron: '30 6 15 * *', state: 'there' });
    expect(fast?.next[0]).toMatch(/-15T06:30:00.000Z$/u);
    expect((await ask({ class: 'never', remove: true })).schedules).toMatchObject([{ state: 'removed', cron: null }]);
    expect((await ask({})).schedules.map(({ class: name, cron }) => [name, cron])).toEqual([
      ['fast', '30 6 15 * *'],
      ['slow', '0 3 1 1,4,7,10 *'],
    ]);
    await ask({ remove: true });
    await expect(ask({ remove: true })).rejects.toMatchObject({ code: 'campaign_not_found' });
  });

  it('keeps a schedule as it was where Temporal does not take the expression', async () => {
    const ask = await asked('wrong');
    await ask({ class: 'fast' });
    await expect(ask({ class: 'fast', cron: 'on Sundays' })).rejects.toMatchObject({ code: 'spec_invalid' });
    expect((await ask({ class: 'fast' })).schedules).toMatchObject([{ cron: '0 3 1 * *' }]);
    await expect(ask({ cron: '0 4 * * *' })).rejects.toMatchObject({ code: 'spec_invalid' });
    await expect(ask({ class: 'weekly' })).rejects.toMatchObject({ code: 'spec_invalid' });
  });
});

describe('what schedules fire', () => {
  interface Series {
    readonly store: MemoryStore;
    readonly world: ScriptedActivities;
    /** Makes the schedule of a class; it never fires by itself. */
    readonly schedule: (name: UpdateFrequency) => Promise<ScheduleHandle>;
    /** Fires it for a day that is past. */
    readonly fireFor: (handle: ScheduleHandle, month: string) => Promise<void>;
    readonly classesOf: (campaign: string) => Promise<unknown>;
  }

  /** A sealed release of December 2025 with workers whose shards are scripted and whose refreshes are not. */
  async function withSeries(
    series: string,
    work: (one: Series) => Promise<void>,
    changes: Partial<ScriptedActivities['activities']> = {},
  ): Promise<void> {
    const store = memoryStore();
    await sealSeries(store, series, '202512');
    const world = scriptedActivities();
    world.activities.noteRefresh = (due) => noteRefresh(store, due, {});
    world.activities.prepareRefresh = (due) => prepareRefresh(store, due, {});
    const { runWholeStage } = world.activities;
    world.activities.runWholeStage = async (task) => {
      if (task.stage === 'release') await sealRelease(store, task.campaign);
      return runWholeStage(task);
    };
    Object.assign(world.activities, changes);
    const workers = await startWorkers(temporal, bundle, world, series);
    const made: ScheduleHandle[] = [];
    const schedule = async (name: UpdateFrequency): Promise<ScheduleHandle> => {
      const scheduleId = `refresh/${series}/${name}`;
      const handle = await temporal.client.schedule.create({
        scheduleId,
        spec: { cronExpressions: ['0 3 1 * *'], timezone: 'UTC' },
        state: { paused: true },
        policies: { overlap: ScheduleOverlapPolicy.SKIP },
        action: {
          type: 'startWorkflow',
          workflowType: 'scheduledRefresh',
          workflowId: scheduleId,
          taskQueue: taskQueue(series, 'workflows'),
          args: [{ v: 1, series, class: name, joinSeconds: 2 }],
        },
      });
      made.push(handle);
      return handle;
    };
    const fireFor = (handle: ScheduleHandle, month: string): Promise<void> =>
      handle.backfill({
        start: new Date(`${month}-01T02:59:00Z`),
        end: new Date(`${month}-01T03:01:00Z`),
        overlap: ScheduleOverlapPolicy.SKIP,
      });
    const classesOf = async (campaign: string): Promise<unknown> =>
      (await readIdentity(store, campaign))?.options['classes'];
    try {
      await work({ store, world, schedule, fireFor, classesOf });
    } finally {
      await Promise.all(made.map((handle) => handle.delete()));
      await workers.stop();
    }
  }

  const ended = async (workflowId: string): Promise<unknown> => temporal.client.workflow.getHandle(workflowId).result();
  const launches = ({ decisions }: ScriptedActivities) => decisions.filter(({ kind }) => kind === 'launch');
  const isThere = async (workflowId: string): Promise<boolean> =>
    temporal.client.workflow
      .getHandle(workflowId)
      .describe()
      .then(() => true)
      .catch(() => false);

  it('is one release of all classes that are due together, as of the day they were due', () =>
    withSeries('together', async ({ store, world, schedule, fireFor, classesOf }) => {
      const handles = [await schedule('fast'), await schedule('slow'), await schedule('never')];
      await Promise.all(handles.map((handle) => fireFor(handle, '2026-01')));
      await until(
        () => world.decisions,
        () => isThere('campaign/together-202601'),
      );
      const { rounds } = (await ended('campaign/together-202601')) as CampaignOutcome;
      expect(rounds).toHaveLength(2);
      expect(await classesOf('together-202601')).toEqual(['fast', 'slow', 'never']);
      expect((await readIdentity(store, 'together-202601'))?.options).toMatchObject({
        version: '202601',
        asOf: '2026-01-01',
      });
      expect(launches(world)).toEqual([expect.objectContaining({ id: 'scheduled together-202601' })]);
      expect(world.whole.map(({ stage }) => stage)).toEqual(['release']);
    }));

  it('is put off to the next month for a class that comes after its month has a release', () =>
    withSeries('late', async ({ world, schedule, fireFor, classesOf }) => {
      const [fast, slow] = [await schedule('fast'), await schedule('slow')];
      await fireFor(fast, '2026-01');
      await until(
        () => world.whole,
        () => world.whole.length === 1,
      );
      await fireFor(slow, '2026-01');
      await until(
        () => world.whole,
        () => world.whole.length === 2,
      );
      expect(await classesOf('late-202601')).toEqual(['fast']);
      expect(await classesOf('late-202602')).toEqual(['slow']);
    }));

  it('is nothing while a refresh of the class still runs', () => {
    const asked: string[] = [];
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const fire = async ({ schedule }: Series): Promise<void> => {
      const fast = await schedule('fast');
      expect(await fireNow(fast)).toBe(true);
      await until(
        () => asked,
        () => asked.length === 1,
      );
      expect(await fireNow(fast)).toBe(false);
      await until(
        () => asked,
        async () => (await fast.describe()).info.numActionsSkippedOverlap === 1,
      );
      const [running] = (await fast.describe()).info.runningActions;
      letGo();
      expect(await ended(running!.workflow.workflowId)).toBe('busy-000000');
      expect(asked).toHaveLength(1);
    };
    return withSeries('busy', fire, {
      noteRefresh: async ({ at }) => {
        asked.push(at);
        await held;
      },
      prepareRefresh: async () => ({ kind: 'done', campaign: 'busy-000000' }),
    });
  });
});
