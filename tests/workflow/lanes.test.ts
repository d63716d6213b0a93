import { ApplicationFailure } from '@temporalio/common';
import { WorkflowFailedError } from '@temporalio/client';
import { describe, expect, it, jest } from '@jest/globals';
import { allShards, startCampaign } from './campaign-run.ts';
import { gate, nameOf, scriptedActivities, type ScriptedActivities } from './scripted-activities.ts';
import { temporalScene } from './temporal-scene.ts';
import { until } from './until.ts';

jest.setTimeout(120_000);

const service = temporalScene();

const seenBy = (world: ScriptedActivities) => () => ({ done: world.done, inFlight: [...world.inFlight] });

describe('lanes', () => {
  it('take every shard through every round, and seal each round once', async () => {
    const world = scriptedActivities();
    const outcome = await service.withWorkers('all', world, async () => {
      const run = await startCampaign(service.temporal, 'all', { shards: 10, window: 4 });
      return run.result();
    });
    expect([...world.done].sort()).toEqual(allShards(3, 10).sort());
    expect(world.sealed).toEqual(
      [1, 2, 3].map((round) => ({ campaign: 'all', round, stage: 'evolve', shards: 10, revision: 1 })),
    );
    expect(outcome.rounds.map(({ round, counts }) => [round, counts.total])).toEqual(
      [1, 2, 3].map((round) => [round, 30]),
    );
    expect(world.decisions.map(({ kind }) => kind)).toEqual(['launch']);
    for (const shard of Array.from({ length: 10 }, (_, i) => i)) {
      const rounds = world.started.filter((task) => task.shard === shard).map(({ round }) => round);
      expect(rounds).toEqual([1, 2, 3]);
    }
  });

  it('have one round where the recipe has one', async () => {
    const world = scriptedActivities();
    await service.withWorkers('votes', world, async () => {
      const run = await startCampaign(service.temporal, 'votes', { recipe: 'vote', rounds: 1, shards: 3, window: 2 });
      await run.result();
    });
    expect([...world.done].sort()).toEqual(allShards(1, 3).sort());
    expect(world.sealed).toEqual([{ campaign: 'votes', round: 1, stage: 'vote', shards: 3, revision: 1 }]);
  });

  it('have no barrier: a shard held in round 1 holds no other from round 3', async () => {
    const slow = gate(({ shard, round }) => shard === 0 && round === 1);
    const world = scriptedActivities(slow.script);
    await service.withWorkers('barrier', world, async () => {
      const run = await startCampaign(service.temporal, 'barrier', { shards: 6, window: 3 });
      const others = allShards(3, 6).filter((name) => !name.endsWith('/0'));
      await until(seenBy(world), () => others.every((name) => world.done.includes(name)));
      expect([...world.inFlight]).toEqual(['1/0']);
      expect(world.sealed).toEqual([]);
      slow.openAll();
      await run.result();
    });
    expect([...world.done].sort()).toEqual(allShards(3, 6).sort());
    expect(world.sealed.map(({ round }) => round)).toEqual([1, 2, 3]);
  });

  it('keep the window full and never fuller', async () => {
    const held = gate();
    const world = scriptedActivities(held.script);
    await service.withWorkers('window', world, async () => {
      const run = await startCampaign(service.temporal, 'window', { shards: 9, window: 4, rounds: 1 });
      for (let ended = 0; ended < 6; ended++) {
        const expected = Math.min(4, 9 - ended);
        await until(seenBy(world), () => world.inFlight.size === expected && world.done.length === ended);
        held.open([...world.inFlight][0] as string);
      }
      held.openAll();
      await run.result();
    });
    expect(world.mostInFlight()).toBe(4);
    expect(world.started).toHaveLength(9);
  });

  it('try a shard again that failed for infrastructure', async () => {
    const world: ScriptedActivities = scriptedActivities((task) => {
      const attempts = world.started.filter((earlier) => nameOf(earlier) === nameOf(task)).length;
      if (task.shard === 1 && attempts === 1) throw new Error('the machine was taken away');
    });
    await service.withWorkers('again', world, async () => {
      const run = await startCampaign(service.temporal, 'again', { shards: 3, window: 3, rounds: 1 });
      await run.result();
    });
    expect([...world.done].sort()).toEqual(allShards(1, 3).sort());
    expect(world.started).toHaveLength(4);
  });
});

describe('a shard that cannot be mended by trying again', () => {
  it('fails the campaign with its type and message, once what is in flight has ended', async () => {
    const held = gate(({ shard }) => shard === 0);
    const world = scriptedActivities(async (task, signal) => {
      if (task.shard === 2) throw ApplicationFailure.create({ type: 'endpoint_rejects', message: 'models.judge: 401' });
      await held.script(task, signal);
    });
    const error = await service.withWorkers('fatal', world, async () => {
      const run = await startCampaign(service.temporal, 'fatal', { shards: 40, window: 3 });
      await until(seenBy(world), () => world.started.some(({ shard }) => shard === 2));
      await until(seenBy(world), () => [...world.inFlight].join() === '1/0');
      expect((await run.describe()).status.name).toBe('RUNNING');
      held.openAll();
      return run.result().catch((failure: unknown) => failure);
    });
    expect(error).toBeInstanceOf(WorkflowFailedError);
    const { cause } = error as WorkflowFailedError;
    expect(cause).toBeInstanceOf(ApplicationFailure);
    expect(cause).toMatchObject({ type: 'endpoint_rejects', message: 'models.judge: 401', nonRetryable: true });
    expect(world.done).toContain('1/0');
    expect(world.started.length).toBeLessThan(12);
    expect(world.sealed).toEqual([]);
  });
});
