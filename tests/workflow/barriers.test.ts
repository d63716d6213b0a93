import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it, jest } from '@jest/globals';
import {
  campaignProgressQuery,
  cancelUpdate,
  pauseUpdate,
  reviewedSignal,
  roundProgressQuery,
  unpauseUpdate,
} from '../../workflows/messages.ts';
import type { RoundProgress } from '../../workflows/shapes.ts';
import { decision, startCampaign, type CampaignHandle } from './campaign-run.ts';
import { gate, scriptedActivities, type ScriptedActivities, type ShardScript } from './scripted-activities.ts';
import { temporalScene } from './temporal-scene.ts';
import { until } from './until.ts';

jest.setTimeout(120_000);

const service = temporalScene('./two-stages.ts');

/** Plays one campaign of the two-stage recipe: round 1 has three shards of drafts, round 2 two. */
async function play(
  name: string,
  script: ShardScript | undefined,
  scene: (run: CampaignHandle, world: ScriptedActivities) => Promise<void>,
  recipe = 'twoStages',
): Promise<ScriptedActivities> {
  const world = scriptedActivities(script);
  await service.withWorkers(name, world, async () =>
    scene(await startCampaign(service.temporal, name, { recipe, shards: 3, window: 2 }), world),
  );
  return world;
}

const seenBy = (world: ScriptedActivities) => () => ({ done: world.done, inFlight: [...world.inFlight] });
const roundOf = (name: string, round: number): Promise<RoundProgress> =>
  service.temporal.client.workflow.getHandle(`campaign/${name}/round-0${round}`).query(roundProgressQuery);

describe('rounds with barriers', () => {
  it('run their stages one after the other, and end where the stop rule holds', async () => {
    const world = await play('two-rounds', undefined, async (run) => {
      const { rounds } = await run.result();
      expect(rounds.map(({ round, manifest }) => [round, manifest])).toEqual([
        [1, 'round 1 by sealRound'],
        [1, 'round 1 merge'],
        [2, 'round 2 by sealRound'],
        [2, 'round 2 merge'],
      ]);
    });
    expect([...world.done].sort()).toEqual(['1/0', '1/1', '1/2', '2/0', '2/1']);
    expect(world.done.slice(0, 3).every((name) => name.startsWith('1/'))).toBe(true);
    expect(world.sealed.map(({ round, stage, shards }) => [round, stage, shards])).toEqual([
      [1, 'draft', 3],
      [2, 'draft', 2],
    ]);
    expect(world.whole.map(({ round, stage }) => [round, stage])).toEqual([
      [1, 'merge'],
      [2, 'merge'],
    ]);
    expect(world.decisions.map(({ kind, round, reason }) => [kind, round, reason])).toEqual([
      ['launch', undefined, undefined],
      ['accept', 1, 'score 0.1'],
      ['accept', 2, 'score 0.2'],
      ['stop', 2, 'good enough'],
    ]);
  });

  it('hold a whole stage back until every shard before it is through', async () => {
    const slow = gate(({ shard }) => shard === 0);
    await play('barrier', slow.script, async (run, world) => {
      await until(seenBy(world), () => world.done.length === 2);
      expect(await roundOf('barrier', 1)).toMatchObject({ stage: 'draft', sealed: [] });
      expect(world.whole).toEqual([]);
      slow.openAll();
      await run.result();
      expect(world.whole).toHaveLength(2);
    });
  });

  it('pause reaches the stage in work, and unpause lets it go on', async () => {
    const held = gate(({ round }) => round === 1);
    await play('pause', held.script, async (run, world) => {
      await until(seenBy(world), () => world.inFlight.size === 2);
      expect(await run.executeUpdate(pauseUpdate, { args: [decision('pause')] })).toMatchObject({ state: 'paused' });
      held.openAll();
      await until(seenBy(world), () => world.done.length === 2 && world.inFlight.size === 0);
      const { partitions } = await roundOf('pause', 1);
      await service.temporal.client.workflow.getHandle(partitions[0] as string).query('partition-progress');
      expect(world.started).toHaveLength(2);
      await run.executeUpdate(unpauseUpdate, { args: [decision('unpause')] });
      await run.result();
      expect(world.done).toHaveLength(5);
    });
  });

  it('show where they are', async () => {
    const held = gate(({ round }) => round === 2);
    await play('progress', held.script, async (run, world) => {
      await until(seenBy(world), () => [...world.inFlight].join() !== '' && world.done.length === 3);
      expect(await run.query(campaignProgressQuery)).toMatchObject({
        state: 'running',
        round: 'campaign/progress/round-02',
        sealed: [
          { round: 1, stage: 'draft' },
          { round: 1, stage: 'merge' },
        ],
      });
      expect(await roundOf('progress', 2)).toMatchObject({
        stage: 'draft',
        partitions: ['campaign/progress/round-02/draft/partition-00'],
      });
      held.openAll();
      await run.result();
    });
  });

  it('cancel ends what is in flight', async () => {
    await play('cancel', gate().script, async (run, world) => {
      await until(seenBy(world), () => world.inFlight.size === 2);
      await run.executeUpdate(cancelUpdate, { args: [decision('cancel')] });
      await run.cancel();
      await expect(run.result()).rejects.toBeInstanceOf(WorkflowFailedError);
      expect(world.inFlight.size).toBe(0);
      expect([...world.cancelled].sort()).toEqual(['1/0', '1/1']);
      expect((await run.describe()).status.name).toBe('CANCELLED');
    });
  });

  it('a failure that trying again does not mend comes up with its type and message', async () => {
    const fatal: ShardScript = ({ round, shard }) => {
      if (round === 2 && shard === 1)
        throw ApplicationFailure.create({ type: 'endpoint_rejects', message: 'models.generator: 401' });
    };
    await play('fatal', fatal, async (run, world) => {
      const error = await run.result().catch((failure: unknown) => failure);
      expect((error as WorkflowFailedError).cause).toMatchObject({
        type: 'endpoint_rejects',
        message: 'models.generator: 401',
      });
      expect(world.whole).toHaveLength(1);
    });
  });

  it('wait for a review, say so, and close it when people are through', async () => {
    const scene = async (run: CampaignHandle, world: ScriptedActivities): Promise<void> => {
      const waitingFor = async () => (await roundOf('review', 1).catch(() => undefined))?.waitingFor;
      await until(seenBy(world), async () => (await waitingFor()) !== undefined);
      expect(await waitingFor()).toBe('a review of 2 flagged rows of draft, at most 2 h; see `mmsynth review review`');
      expect(world.whole).toEqual([]);
      const round = service.temporal.client.workflow.getHandle('campaign/review/round-01');
      await round.signal(reviewedSignal, { stage: 'draft' });
      await run.result();
    };
    const { decisions, whole } = await play('review', undefined, scene, 'reviewed');
    expect(whole).toHaveLength(1);
    expect(decisions).toContainEqual({
      id: 'review closed r1 round 1 draft',
      kind: 'review',
      reason: 'closed',
      revision: 1,
      round: 1,
      stage: 'draft',
    });
  });
});
