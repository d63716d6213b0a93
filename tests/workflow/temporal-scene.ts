import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { afterAll, beforeAll } from '@jest/globals';
import { startWorkers, type RunningWorkers } from './campaign-run.ts';
import type { ScriptedActivities } from './scripted-activities.ts';
import { bundleWorkflows, startTemporal } from './temporal.ts';

export interface TemporalScene {
  /** There from the first test on. */
  readonly temporal: TestWorkflowEnvironment;
  /** Workers of every role on queues of their own. */
  startWorkers(world: ScriptedActivities, queues: string): Promise<RunningWorkers>;
  /** The same for as long as they are used. */
  withWorkers<T>(queues: string, world: ScriptedActivities, use: () => Promise<T>): Promise<T>;
}

/**
 * A Temporal server and the bundled workflows for the tests of one file.
 * @param entry as of `bundleWorkflows`
 */
export function temporalScene(entry?: string): TemporalScene {
  let started: readonly [TestWorkflowEnvironment, WorkflowBundleWithSourceMap] | undefined;
  beforeAll(async () => {
    started = await Promise.all([startTemporal(), bundleWorkflows(entry)]);
  });
  afterAll(() => started?.[0].teardown());
  const there = () => {
    if (!started) throw new Error('Temporal is there from the first test on');
    return started;
  };
  const start = (world: ScriptedActivities, queues: string): Promise<RunningWorkers> => {
    const [temporal, bundle] = there();
    return startWorkers(temporal, bundle, world, queues);
  };
  return {
    get temporal() {
      return there()[0];
    },
    startWorkers: start,
    async withWorkers(queues, world, use) {
      const workers = await start(world, queues);
      try {
        return await use();
      } finally {
        await workers.stop();
      }
    },
  };
}
