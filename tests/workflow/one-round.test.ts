import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { plan as contrastive } from '../../recipes/contrastive/plan.ts';
import { plan as mix } from '../../recipes/mix/plan.ts';
import { startCampaign, startWorkers } from './campaign-run.ts';
import { scriptedActivities } from './scripted-activities.ts';
import { bundleWorkflows, startTemporal } from './temporal.ts';

jest.setTimeout(120_000);

let temporal: TestWorkflowEnvironment;
let bundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  [temporal, bundle] = await Promise.all([startTemporal(), bundleWorkflows()]);
});
afterAll(() => temporal.teardown());

describe('recipes of one round', () => {
  it.each([
    ['mix', mix.outline({ pack: { mode: 'offline' } }), mix],
    ['mix', mix.outline({ pack: { mode: 'none' } }), mix],
    ['contrastive', contrastive.outline({}), contrastive],
  ] as const)('%s with %j runs the stages of its plan in order', async (recipe, outline, plan) => {
    const name = `${recipe}-${plan.stages(1, outline).length}`;
    const world = scriptedActivities();
    const workers = await startWorkers(temporal, bundle, world, name);
    try {
      const run = await startCampaign(temporal, name, { recipe, rounds: 1, shards: 2, window: 2, outline });
      await run.result();
    } finally {
      await workers.stop();
    }
    const staged = plan.stages(1, outline);
    const of = (kind: string) => staged.filter((one) => one.kind === kind).map((one) => one.name);
    expect(world.sealed.map(({ stage }) => stage)).toEqual(of('map'));
    expect(world.whole.map(({ stage }) => stage)).toEqual(of('whole'));
    expect(world.decisions.map(({ kind }) => kind)).toEqual(['launch']);
  });
});
