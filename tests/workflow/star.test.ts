import type { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it, jest } from '@jest/globals';
import { planOptions } from '../../recipes/star/plan.ts';
import { startCampaign } from './campaign-run.ts';
import { scriptedActivities, type ScriptedActivities } from './scripted-activities.ts';
import { temporalScene } from './temporal-scene.ts';

jest.setTimeout(120_000);

const service = temporalScene();

/** Plays a STaR campaign of at most three iterations; gives what it failed with, if it did. */
async function play(name: string, world: ScriptedActivities, options: object = {}): Promise<unknown> {
  return service.withWorkers(name, world, async () => {
    const outline = planOptions.parse(options);
    const run = await startCampaign(service.temporal, name, {
      recipe: 'star',
      shards: 2,
      window: 2,
      rounds: 3,
      outline,
    });
    return await run.result().then(
      () => undefined,
      (error: WorkflowFailedError) => error.cause,
    );
  });
}

const stagesOf = ({ sealed, whole, trained }: ScriptedActivities): readonly string[] =>
  [...sealed, ...whole, ...trained].map(({ round, stage }) => `${round} ${stage}`).sort();

describe('an iteration of STaR', () => {
  it('attempts, rationalizes, trains, serves and measures, and ends the campaign at the plateau', async () => {
    const world = scriptedActivities();
    expect(await play('iterations', world)).toBeUndefined();
    const loop = ['assess', 'evaluate', 'generate', 'rationalize', 'release', 'select', 'serve', 'train'];
    expect(stagesOf(world)).toEqual(
      ['1 baseline', ...[1, 2].flatMap((n) => loop.map((stage) => `${n} ${stage}`))].sort(),
    );
    expect(world.decisions.at(-1)).toMatchObject({ kind: 'stop', reason: 'plateau', round: 2 });
  });

  it('without rationalization and training is attempts and a training set', async () => {
    const world = scriptedActivities();
    expect(await play('data-only', world, { rationalize: false, trainer: 'none' })).toBeUndefined();
    expect(stagesOf(world)).toEqual(['1 generate', '1 select']);
  });

  it('whose training fails ends with the trainer’s message', async () => {
    const world = scriptedActivities();
    const failing: ScriptedActivities = {
      ...world,
      activities: {
        ...world.activities,
        trainModel: () =>
          Promise.reject(
            ApplicationFailure.create({ type: 'training_failed', message: 'job 7 failed: out of memory' }),
          ),
      },
    };
    expect(await play('untrained', failing)).toMatchObject({
      type: 'training_failed',
      message: 'job 7 failed: out of memory',
    });
    expect(stagesOf(world)).not.toContain('1 evaluate');
  });

  it('that keeps nothing ends as too weak a base', async () => {
    const world = scriptedActivities();
    const empty: ScriptedActivities = {
      ...world,
      activities: {
        ...world.activities,
        async runWholeStage(task) {
          return { ...(await world.activities.runWholeStage(task)), facts: { records: 0, attempted: 6 } };
        },
      },
    };
    expect(await play('weak', empty)).toMatchObject({ type: 'base_too_weak' });
    expect(world.trained).toEqual([]);
  });
});
