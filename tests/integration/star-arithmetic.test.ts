import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { reportSummary } from '../../activities/report/write-report.ts';
import type { StarFigures } from '../../activities/report/star/iterations.ts';
import { writeArm } from '../../bench/star-arithmetic/arm.ts';
import { audited, nothingAmiss } from '../campaign-harness/audited.ts';
import { openTrainerWorld, trainerPatienceMs } from '../campaign-harness/trainer-world.ts';
import type { SumsWorld } from '../campaign-harness/training-world.ts';

jest.setTimeout(trainerPatienceMs);

let world: SumsWorld;
beforeAll(async () => {
  world = await openTrainerWorld();
});
afterAll(() => world?.close());

describe('a model that really learns', () => {
  let figures: StarFigures;
  let campaign: string;

  it('is trained on its own rationales and served by the embedded trainer', async () => {
    const size = { digits: 3, pool: 60, dev: 30, iterations: 1, firstSteps: 120, moreSteps: 20 };
    const arm = await writeArm({ ...size, seeds: 1, out: join(world.home, 'out') }, 0, true);
    ({ campaign } = arm);
    expect(await world.command('launch', arm.spec, '--json')).toMatchObject({ code: 0 });
    expect((await world.ended(campaign)).state).toBe('completed');
    figures = (await reportSummary(world.store(), campaign)).figures as unknown as StarFigures;
    expect(figures.iterations).toMatchObject([{ steps: 120, trainedFrom: 'tiny-sums', attempted: 150 }]);
  });

  it('is weak before and better after one iteration, on sums it was not trained on', () => {
    const [base, after] = [figures.base.accuracy ?? 1, figures.iterations[0]?.accuracy ?? 0];
    expect(base).toBeLessThan(0.3);
    expect(after).toBeGreaterThan(base + 0.15);
  });

  it('leaves a campaign in which audit finds nothing amiss, answers cut short included', async () => {
    expect(await audited(world, campaign)).toEqual(nothingAmiss);
  });

  it('tells a loss that falls', () => {
    const losses = figures.iterations[0]?.losses ?? [];
    expect(losses.length).toBeGreaterThan(2);
    expect(losses.at(-1)?.loss).toBeLessThan(losses[0]?.loss ?? 0);
  });
});
