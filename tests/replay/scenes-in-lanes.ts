import { ApplicationFailure } from '@temporalio/common';
import { cancelUpdate, operationsUpdate, pauseUpdate, unpauseUpdate } from '../../workflows/messages.ts';
import { decision } from '../workflow/campaign-run.ts';
import { gate, scriptedActivities, type ScriptedActivities } from '../workflow/scripted-activities.ts';
import { until } from '../workflow/until.ts';
import { toItsEnd, type Scene } from './scene.ts';

export function completed(): Scene {
  return { world: scriptedActivities(), start: { shards: 3, window: 2, rounds: 2 }, play: toItsEnd };
}

export function controlled(): Scene {
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

export function cancelled(): Scene {
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

export function failed(): Scene {
  const world = scriptedActivities(({ shard }) => {
    if (shard === 1) throw ApplicationFailure.create({ type: 'endpoint_rejects', message: 'models.judge: 401' });
  });
  return { world, start: { shards: 3, window: 2 }, play: toItsEnd };
}

export function outOfBudget(): Scene {
  const none = { total: 0, kept: 0, dropped: 0, failed: 0, rows: 0 };
  const world: ScriptedActivities = scriptedActivities(({ shard }) => {
    const requests = world.started.filter((task) => task.shard === shard).length;
    const spent = { requests, promptTokens: 10 * requests, completionTokens: 5 * requests, cost: 0 };
    return { counts: none, usage: spent, spent, exhausted: true };
  });
  return { world, start: { shards: 2, window: 2, rounds: 1, budget: { requests: 4 } }, play: toItsEnd };
}

/** Votes on questions: lanes of one round. */
export function voted(): Scene {
  return { world: scriptedActivities(), start: { recipe: 'vote', shards: 2, window: 2, rounds: 1 }, play: toItsEnd };
}

/** Long enough to go on in further runs where the server suggests it early. */
export function continued(): Scene {
  return { world: scriptedActivities(), start: { shards: 24, window: 3, rounds: 2 }, play: toItsEnd };
}
