import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { operationsUpdate, partitionProgressQuery } from '../../workflows/messages.ts';
import { allShards, decision, startCampaign, startWorkers } from './campaign-run.ts';
import { gate, scriptedActivities } from './scripted-activities.ts';
import { bundleWorkflows, startTemporal } from './temporal.ts';
import { until } from './until.ts';

/** Events after which the server suggests to continue as new: a real one says 4,096. */
const suggestedAt = 120;

jest.setTimeout(120_000);

let temporal: TestWorkflowEnvironment;
let bundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  [temporal, bundle] = await Promise.all([startTemporal(suggestedAt), bundleWorkflows()]);
});
afterAll(() => temporal.teardown());

const partitionOf = (campaign: string) => temporal.client.workflow.getHandle(`campaign/${campaign}/partition-00`);
async function runsOf(workflowId: string): Promise<number> {
  let runs = 0;
  for await (const _ of temporal.client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) runs += 1;
  return runs;
}

describe('a partition with a long history', () => {
  it('goes on in new runs without losing or doubling a shard, and the campaign does not notice', async () => {
    const world = scriptedActivities();
    const workers = await startWorkers(temporal, bundle, world, 'handover');
    const run = await startCampaign(temporal, 'handover', { shards: 150, window: 8 });
    const { rounds } = await run.result();
    expect([...world.done].sort()).toEqual(allShards(3, 150).sort());
    expect(rounds.map(({ round }) => round)).toEqual([1, 2, 3]);
    expect(world.sealed.map(({ round }) => round)).toEqual([1, 2, 3]);
    const { tallies } = await partitionOf('handover').query(partitionProgressQuery);
    expect(tallies.map(({ shardsDone, counts }) => [shardsDone, counts.total])).toEqual(
      [1, 2, 3].map(() => [150, 450]),
    );
    await until(
      () => 'runs',
      async () => (await runsOf('campaign/handover/partition-00')) > 5,
    );
    const history = await run.fetchHistory();
    expect(history.events?.length).toBeLessThan(60);
    expect(history.events?.filter((event) => event.childWorkflowExecutionCompletedEventAttributes)).toHaveLength(1);
    await workers.stop();
  });

  it('keeps a window and operations that were changed on the way', async () => {
    const held = gate(({ shard }) => shard === 99);
    const world = scriptedActivities(held.script);
    const workers = await startWorkers(temporal, bundle, world, 'changed');
    const run = await startCampaign(temporal, 'changed', { shards: 100, window: 2, rounds: 1 });
    await until(
      () => world.done.length,
      () => world.done.length > 4,
    );
    await run.executeUpdate(operationsUpdate, { args: [decision('operations', { operations: 2 }), { window: 5 }] });
    await until(
      () => world.done.length,
      () => world.done.length === 99,
    );
    held.openAll();
    await run.result();
    expect(world.mostInFlight()).toBeLessThanOrEqual(5);
    expect(world.started.find(({ shard }) => shard === 99)?.operations).toBe(2);
    expect([...world.done].sort()).toEqual(allShards(1, 100).sort());
    await workers.stop();
  });
});
