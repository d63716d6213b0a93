import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { planOptions } from '../../recipes/star/plan.ts';
import { cancelUpdate, operationsUpdate, pauseUpdate, unpauseUpdate } from '../../workflows/messages.ts';
import { decision, startCampaign, startWorkers, type CampaignHandle } from '../workflow/campaign-run.ts';
import { gate, scriptedActivities, type ScriptedActivities } from '../workflow/scripted-activities.ts';
import { startTemporal } from '../workflow/temporal.ts';
import { until } from '../workflow/until.ts';
import { saveHistory } from './histories.ts';

interface Scene {
  readonly world: ScriptedActivities;
  /** What the campaign is started with. */
  readonly start: Parameters<typeof startCampaign>[2];
  /** Leads the campaign to its end; what it ends with is not looked at. */
  readonly play: (run: CampaignHandle, world: ScriptedActivities) => Promise<unknown>;
}

const toItsEnd = (run: CampaignHandle): Promise<unknown> => run.result().catch((failure: unknown) => failure);

function completed(): Scene {
  return { world: scriptedActivities(), start: { shards: 3, window: 2, rounds: 2 }, play: toItsEnd };
}

function controlled(): Scene {
  const held = gate();
  return {
    world: scriptedActivities(held.script),
    start: { shards: 4, window: 1, rounds: 2 },
    play: async (run, world) => {
      await until(
        () => world.started,
        () => world.inFlight.size === 1,
      );
      await run.executeUpdate(pauseUpdate, { args: [decision('pause', { reason: 'lunch' })] });
      await run.executeUpdate(unpauseUpdate, { args: [decision('unpause')] });
      await run.executeUpdate(operationsUpdate, { args: [decision('operations', { operations: 2 }), { window: 3 }] });
      await until(
        () => world.started,
        () => world.inFlight.size === 3,
      );
      await run.executeUpdate(operationsUpdate, { args: [decision('operations', { operations: 3 }), { window: 1 }] });
      held.openAll();
      await toItsEnd(run);
    },
  };
}

function cancelled(): Scene {
  return {
    world: scriptedActivities(gate().script),
    start: { shards: 3, window: 2 },
    play: async (run, world) => {
      await until(
        () => world.started,
        () => world.inFlight.size === 2,
      );
      await run.executeUpdate(cancelUpdate, { args: [decision('cancel')] });
      await run.cancel();
      await toItsEnd(run);
    },
  };
}

function failed(): Scene {
  const world = scriptedActivities(({ shard }) => {
    if (shard === 1) throw ApplicationFailure.create({ type: 'endpoint_rejects', message: 'models.judge: 401' });
  });
  return { world, start: { shards: 3, window: 2 }, play: toItsEnd };
}

function outOfBudget(): Scene {
  const none = { total: 0, kept: 0, dropped: 0, failed: 0, rows: 0 };
  const world: ScriptedActivities = scriptedActivities(({ shard }) => {
    const requests = world.started.filter((task) => task.shard === shard).length;
    const spent = { requests, promptTokens: 10 * requests, completionTokens: 5 * requests, cost: 0 };
    return { counts: none, usage: spent, spent, exhausted: true };
  });
  return { world, start: { shards: 2, window: 2, rounds: 1, budget: { requests: 4 } }, play: toItsEnd };
}

/** Two iterations of STaR; the second one ends at the plateau. */
function star(): Scene {
  const outline = planOptions.parse({});
  return {
    world: scriptedActivities(),
    start: { recipe: 'star', shards: 2, window: 2, rounds: 3, outline },
    play: toItsEnd,
  };
}

/** Curation without a review. */
function curate(): Scene {
  return {
    world: scriptedActivities(),
    start: { recipe: 'curate', rounds: 1, shards: 2, window: 2, outline: { review: { hours: 0, onTimeout: 'drop' } } },
    play: toItsEnd,
  };
}

async function save(
  temporal: TestWorkflowEnvironment,
  bundle: WorkflowBundleWithSourceMap,
  name: string,
  { world, start, play }: Scene,
): Promise<void> {
  const workers = await startWorkers(temporal, bundle, world, name);
  const run = await startCampaign(temporal, name, start);
  await play(run, world);
  await workers.stop();
  const history = await run.fetchHistory();
  await saveHistory(`campaign-${name}`, history);
  const child = history.events?.find((event) => event.childWorkflowExecutionStartedEventAttributes)
    ?.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
  const kind = child?.workflowId?.includes('/round-') ? 'round' : 'partition';
  const first = temporal.client.workflow.getHandle(child?.workflowId ?? '', child?.runId ?? '');
  await saveHistory(`${kind}-${name}`, await first.fetchHistory());
}

/**
 * Runs one campaign of each shape on a real server and saves its history and that of its first child's first run: a partition, or a round with barriers. Called by the
 * replay test when SAVE_HISTORIES is set, which is the way to renew them after a wanted change of the workflows:
 *
 *     SAVE_HISTORIES=1 NODE_OPTIONS=--experimental-vm-modules npx jest tests/replay
 */
export async function saveHistories(bundle: WorkflowBundleWithSourceMap): Promise<void> {
  const temporal = await startTemporal();
  const scenes = { completed, controlled, cancelled, failed, 'out-of-budget': outOfBudget, curate, star };
  for (const [name, scene] of Object.entries(scenes)) await save(temporal, bundle, name, scene());
  await temporal.teardown();
  const impatient = await startTemporal(60);
  const start = { shards: 24, window: 3, rounds: 2 };
  await save(impatient, bundle, 'continued', { world: scriptedActivities(), start, play: toItsEnd });
  await impatient.teardown();
}
