import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it, jest } from '@jest/globals';
import {
  campaignProgressQuery,
  cancelUpdate,
  operationsUpdate,
  partitionProgressQuery,
  pauseUpdate,
  unpauseUpdate,
} from '../../workflows/messages.ts';
import { allShards, decision, startCampaign } from './campaign-run.ts';
import { gate, scriptedActivities, type ScriptedActivities } from './scripted-activities.ts';
import { temporalScene } from './temporal-scene.ts';
import { until } from './until.ts';

jest.setTimeout(120_000);

const service = temporalScene();

const seenBy = (world: ScriptedActivities) => () => ({
  done: world.done.length,
  inFlight: [...world.inFlight],
  decisions: world.decisions,
});
const kindsOf = (world: ScriptedActivities) => world.decisions.map(({ kind }) => kind);

/** One turn of the partition's workflow: what it would start without a new event it has started after this. */
async function partitionTurns(campaign: string): Promise<number> {
  const handle = service.temporal.client.workflow.getHandle(`campaign/${campaign}/partition-00`);
  return (await handle.query(partitionProgressQuery)).inFlight;
}

describe('pause', () => {
  it('is recorded, starts nothing more, lets shards in flight end, and unpause goes on', async () => {
    const held = gate(({ round }) => round === 1);
    const world = scriptedActivities(held.script);
    await service.withWorkers('pause', world, async () => {
      const run = await startCampaign(service.temporal, 'pause', { shards: 6, window: 3, rounds: 2 });
      await until(seenBy(world), () => world.inFlight.size === 3);
      const paused = await run.executeUpdate(pauseUpdate, { args: [decision('pause', { reason: 'lunch' })] });
      expect(paused).toMatchObject({ state: 'paused', reason: 'lunch' });
      expect(kindsOf(world)).toEqual(['launch', 'pause']);
      held.openAll();
      await until(seenBy(world), () => world.inFlight.size === 0 && world.done.length === 3);
      await partitionTurns('pause');
      expect(world.started).toHaveLength(3);
      expect(await run.query(campaignProgressQuery)).toMatchObject({ state: 'paused', sealed: [] });
      expect((await run.describe()).searchAttributes['MmsynthState']).toEqual(['paused']);
      const going = await run.executeUpdate(unpauseUpdate, { args: [decision('unpause')] });
      expect(going.state).toBe('running');
      expect(going.reason).toBeUndefined();
      await run.result();
    });
    expect([...world.done].sort()).toEqual(allShards(2, 6).sort());
    expect(kindsOf(world)).toEqual(['launch', 'pause', 'unpause']);
  });

  it('twice with the same update id is one', async () => {
    const held = gate();
    const world = scriptedActivities(held.script);
    await service.withWorkers('pause-twice', world, async () => {
      const run = await startCampaign(service.temporal, 'pause-twice', { shards: 2, window: 2, rounds: 1 });
      await until(seenBy(world), () => world.inFlight.size === 2);
      const made = decision('pause');
      for (let i = 0; i < 2; i++) await run.executeUpdate(pauseUpdate, { args: [made], updateId: made.id });
      expect(kindsOf(world)).toEqual(['launch', 'pause']);
      await run.executeUpdate(unpauseUpdate, { args: [decision('unpause')] });
      held.openAll();
      await run.result();
    });
  });

  it('is taken while a partition has ended already', async () => {
    const held = gate(({ shard }) => shard === 512);
    const world = scriptedActivities(held.script);
    await service.withWorkers('partitions', world, async () => {
      const run = await startCampaign(service.temporal, 'partitions', { shards: 513, window: 64, rounds: 1 });
      await until(seenBy(world), () => world.done.length === 512);
      const first = service.temporal.client.workflow.getHandle('campaign/partitions/partition-00');
      await first.result();
      const paused = await run.executeUpdate(pauseUpdate, { args: [decision('pause')] });
      expect(paused.state).toBe('paused');
      expect(paused.partitions).toHaveLength(2);
      await run.executeUpdate(operationsUpdate, { args: [decision('operations', { operations: 2 }), { window: 9 }] });
      await run.executeUpdate(unpauseUpdate, { args: [decision('unpause')] });
      held.openAll();
      await run.result();
    });
    expect(new Set(world.done).size).toBe(513);
    expect(world.done).toHaveLength(513);
  });

  it('does not hold back a failure', async () => {
    const held = gate();
    const world = scriptedActivities(async (task, signal) => {
      await held.script(task, signal);
      if (task.shard === 1) throw ApplicationFailure.create({ type: 'store_refused', message: 'no' });
    });
    const error = await service.withWorkers('paused-failure', world, async () => {
      const run = await startCampaign(service.temporal, 'paused-failure', { shards: 4, window: 2 });
      await until(seenBy(world), () => world.inFlight.size === 2);
      await run.executeUpdate(pauseUpdate, { args: [decision('pause')] });
      held.open('1/0');
      await until(seenBy(world), () => world.done.length === 1);
      await partitionTurns('paused-failure');
      held.openAll();
      return run.result().catch((failure: unknown) => failure);
    });
    expect((error as WorkflowFailedError).cause).toMatchObject({ type: 'store_refused', message: 'no' });
  });
});

describe('the window', () => {
  it('becomes wider and narrower while the campaign runs, with new operations for what starts then', async () => {
    const held = gate();
    const world = scriptedActivities(held.script);
    const operate = (operations: number, window: number) =>
      [decision('operations', { operations }), { window }] as const;
    await service.withWorkers('operations', world, async () => {
      const run = await startCampaign(service.temporal, 'operations', { shards: 20, window: 2, rounds: 1 });
      await until(seenBy(world), () => world.inFlight.size === 2);
      await run.executeUpdate(operationsUpdate, { args: [...operate(2, 6)] });
      await until(seenBy(world), () => world.inFlight.size === 6);
      const narrowed = await run.executeUpdate(operationsUpdate, { args: [...operate(3, 3)] });
      expect(narrowed.operations).toBe(3);
      for (const name of [...world.inFlight].slice(0, 3)) held.open(name);
      await until(seenBy(world), () => world.done.length === 3);
      expect(await partitionTurns('operations')).toBe(3);
      expect(world.started).toHaveLength(6);
      held.open([...world.inFlight][0] as string);
      await until(seenBy(world), () => world.started.length === 7);
      held.openAll();
      await run.result();
    });
    expect(world.mostInFlight()).toBe(6);
    const byShard = [...world.started].sort((a, b) => a.shard - b.shard).map(({ operations }) => operations);
    expect(byShard.slice(0, 7)).toEqual([1, 1, 2, 2, 2, 2, 3]);
    expect(kindsOf(world)).toEqual(['launch', 'operations', 'operations']);
  });

  it('changed while the first decision is still being recorded counts', async () => {
    const held = gate();
    const world = scriptedActivities(held.script);
    let record = (): void => undefined;
    const recording = new Promise<void>((resolve) => (record = resolve));
    const slow: ScriptedActivities = {
      ...world,
      activities: {
        ...world.activities,
        async recordDecision(made) {
          if (made.decision.kind === 'launch') await recording;
          await world.activities.recordDecision(made);
        },
      },
    };
    await service.withWorkers('early', slow, async () => {
      const run = await startCampaign(service.temporal, 'early', { shards: 9, window: 1, rounds: 1 });
      await run.executeUpdate(operationsUpdate, { args: [decision('operations', { operations: 2 }), { window: 5 }] });
      record();
      await until(seenBy(world), () => world.inFlight.size === 5);
      held.openAll();
      await run.result();
    });
    expect(new Set(world.started.map(({ operations }) => operations))).toEqual(new Set([2]));
  });
});

describe('cancel', () => {
  it('records a decision once, cancels what is in flight and ends only after it', async () => {
    const held = gate();
    const world = scriptedActivities(held.script);
    const error = await service.withWorkers('cancel', world, async () => {
      const run = await startCampaign(service.temporal, 'cancel', { shards: 9, window: 3 });
      await until(seenBy(world), () => world.inFlight.size === 3);
      await run.executeUpdate(cancelUpdate, { args: [decision('cancel', { reason: 'enough' })] });
      await run.cancel();
      const failure = await run.result().catch((thrown: unknown) => thrown);
      expect(world.inFlight.size).toBe(0);
      const child = service.temporal.client.workflow.getHandle('campaign/cancel/partition-00');
      expect((await child.describe()).status.name).toBe('CANCELLED');
      expect((await run.describe()).status.name).toBe('CANCELLED');
      expect((await run.describe()).searchAttributes['MmsynthState']).toEqual(['cancelled']);
      return failure;
    });
    expect((error as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
    expect([...world.cancelled].sort()).toEqual(['1/0', '1/1', '1/2']);
    expect(world.started).toHaveLength(3);
    expect(world.decisions).toMatchObject([{ kind: 'launch' }, { kind: 'cancel', reason: 'enough' }]);
  });

  it('by Temporal alone is recorded too', async () => {
    const world = scriptedActivities(gate().script);
    await service.withWorkers('cancel-temporal', world, async () => {
      const run = await startCampaign(service.temporal, 'cancel-temporal', { shards: 2, window: 2 });
      await until(seenBy(world), () => world.inFlight.size === 2);
      await run.cancel();
      await expect(run.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    });
    expect(kindsOf(world)).toEqual(['launch', 'cancel']);
  });

  it('ends a paused campaign', async () => {
    const held = gate();
    const world = scriptedActivities(held.script);
    await service.withWorkers('cancel-paused', world, async () => {
      const run = await startCampaign(service.temporal, 'cancel-paused', { shards: 4, window: 2 });
      await until(seenBy(world), () => world.inFlight.size === 2);
      await run.executeUpdate(pauseUpdate, { args: [decision('pause')] });
      held.openAll();
      await until(seenBy(world), () => world.inFlight.size === 0);
      await run.executeUpdate(cancelUpdate, { args: [decision('cancel')] });
      await run.cancel();
      await expect(run.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    });
    expect(kindsOf(world)).toEqual(['launch', 'pause', 'cancel']);
  });
});

describe('a worker that is restarted', () => {
  it('in the middle of a campaign loses and doubles nothing', async () => {
    const held = gate(({ shard, round }) => shard === 2 && round === 1);
    const world = scriptedActivities(held.script);
    const queues = 'restart';
    const first = await service.startWorkers(world, queues);
    const run = await startCampaign(service.temporal, queues, { shards: 8, window: 3, rounds: 2 });
    await until(seenBy(world), () => world.done.length >= 4);
    await first.stop();
    const doneBefore = [...world.done];
    expect(doneBefore).not.toContain('1/2');
    held.openAll();
    await service.withWorkers(queues, world, () => run.result());
    expect([...world.done].sort()).toEqual(allShards(2, 8).sort());
    expect(world.sealed.map(({ round }) => round)).toEqual([1, 2]);
    expect(kindsOf(world)).toEqual(['launch']);
  });
});
