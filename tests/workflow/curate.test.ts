import { describe, expect, it, jest } from '@jest/globals';
import { reviewedSignal, roundProgressQuery } from '../../workflows/messages.ts';
import type { RoundProgress } from '../../workflows/shapes.ts';
import { startCampaign, type CampaignHandle } from './campaign-run.ts';
import { scriptedActivities, type ScriptedActivities } from './scripted-activities.ts';
import { temporalScene } from './temporal-scene.ts';
import { until } from './until.ts';

jest.setTimeout(120_000);

const service = temporalScene();

/** Plays one curation of two shards whose `flag` sets two rows aside. */
async function play(
  name: string,
  hours: number,
  scene: (run: CampaignHandle, world: ScriptedActivities) => Promise<unknown>,
): Promise<ScriptedActivities> {
  const world = scriptedActivities();
  const outline = { review: { hours, onTimeout: 'drop' } };
  await service.withWorkers(name, world, async () =>
    scene(
      await startCampaign(service.temporal, name, { recipe: 'curate', rounds: 1, shards: 2, window: 2, outline }),
      world,
    ),
  );
  return world;
}

const closings = ({ decisions }: ScriptedActivities) =>
  decisions.filter(({ kind }) => kind === 'review').map(({ stage, reason }) => [stage, reason]);

describe('curation', () => {
  it('goes from cheap to dear, and releases nothing before people are through', async () => {
    const world = await play('reviewed', 2, async (run, { whole }) => {
      const round = service.temporal.client.workflow.getHandle('campaign/reviewed/round-01');
      const progress = () => round.query<RoundProgress>(roundProgressQuery.name).catch(() => undefined);
      await until(
        () => whole,
        async () => (await progress())?.waitingFor !== undefined,
      );
      expect(await progress()).toMatchObject({
        waitingFor: 'a review of 2 flagged rows of flag, at most 2 h; see `mmsynth review reviewed`',
      });
      expect(whole.map(({ stage }) => stage)).toEqual(['deduplicate', 'decontaminate']);
      await round.signal(reviewedSignal, { stage: 'flag' });
      await run.result();
    });
    expect([...new Set(world.started.map(({ stage }) => stage))]).toEqual(['inspect', 'judge', 'flag']);
    expect(world.sealed.map(({ stage }) => stage)).toEqual(['inspect', 'judge', 'flag']);
    expect(world.whole.map(({ stage }) => stage)).toEqual(['deduplicate', 'decontaminate', 'release']);
    expect(closings(world)).toEqual([['flag', 'closed']]);
  });

  it('goes on when the time for the review is over', async () => {
    const world = await play('late', 1 / 3600, (run) => run.result());
    expect(closings(world)).toEqual([['flag', `closed after ${1 / 3600} h`]]);
    expect(world.whole.at(-1)?.stage).toBe('release');
  });

  it('waits for nobody where no time is given', async () => {
    const world = await play('unattended', 0, (run) => run.result());
    expect(closings(world)).toEqual([['flag', 'closed']]);
  });
});
