import { describe, expect, it, jest } from '@jest/globals';
import { reviewedSignal, roundProgressQuery } from '../../workflows/messages.ts';
import type { RoundProgress } from '../../workflows/shapes.ts';
import { startCampaign } from './campaign-run.ts';
import { scriptedActivities, type ScriptedActivities } from './scripted-activities.ts';
import { temporalScene } from './temporal-scene.ts';
import { until } from './until.ts';

jest.setTimeout(120_000);

const service = temporalScene();

async function withWorkers<T>(
  name: string,
  work: (world: ScriptedActivities) => Promise<T>,
  world: ScriptedActivities = scriptedActivities(),
): Promise<T> {
  return service.withWorkers(name, world, () => work(world));
}

const order = (world: ScriptedActivities): readonly string[] => [
  ...new Set([...world.sealed, ...world.whole].map(({ stage }) => stage)),
];

describe('a Dyn-VQA campaign', () => {
  it('answers, then scores; trajectories only where they are wanted', () =>
    withWorkers('answer', async (world) => {
      const run = await startCampaign(service.temporal, 'answer', {
        recipe: 'dynvqa',
        rounds: 1,
        shards: 3,
        window: 2,
        outline: { task: 'answer', trajectories: false },
      });
      const { rounds } = await run.result();
      expect(rounds.map(({ manifest }) => manifest)).toEqual(['round 1 by sealRound', 'round 1 score']);
      expect(order(world)).toEqual(['answer', 'score']);
    }));

  it('builds through every gate and waits for the review of what was flagged before it releases', () =>
    withWorkers('build', async (world) => {
      const run = await startCampaign(service.temporal, 'build', {
        recipe: 'dynvqa',
        rounds: 1,
        shards: 3,
        window: 2,
        outline: { task: 'build', reviewHours: 2 },
      });
      const round = service.temporal.client.workflow.getHandle('campaign/build/round-01');
      const waitingFor = async () =>
        ((await round.query(roundProgressQuery).catch(() => undefined)) as RoundProgress | undefined)?.waitingFor;
      await until(
        () => world.sealed,
        async () => (await waitingFor()) !== undefined,
      );
      expect(await waitingFor()).toContain('a review of 2 flagged rows of flag');
      expect(world.whole.map(({ stage }) => stage)).toEqual(['compose']);
      await round.signal(reviewedSignal, { stage: 'flag' });
      await run.result();
      expect(world.whole.map(({ stage }) => stage)).toEqual(['compose', 'release']);
      expect(world.sealed.map(({ stage }) => stage)).toEqual([
        'evidence',
        'question',
        'ablation',
        'label',
        'picture',
        'rewrite',
        'difficulty',
        'sufficiency',
        'visual',
        'translate',
        'aliases',
        'flag',
      ]);
    }));
});
