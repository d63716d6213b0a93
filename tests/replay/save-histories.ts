import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { taskQueue } from '../../workflows/policies.ts';
import { startCampaign, startWorkers } from '../workflow/campaign-run.ts';
import { scriptedActivities } from '../workflow/scripted-activities.ts';
import { startTemporal } from '../workflow/temporal.ts';
import { saveHistory } from './histories.ts';
import type { Scene } from './scene.ts';
import {
  annotated,
  annotatedAudited,
  annotatedTrained,
  answered,
  curate,
  mined,
  mixed,
  reviewed,
  star,
} from './scenes-in-barriers.ts';
import { cancelled, completed, continued, controlled, failed, outOfBudget, voted } from './scenes-in-lanes.ts';

const scenes: Readonly<Record<string, () => Scene>> = {
  completed,
  controlled,
  cancelled,
  failed,
  'out-of-budget': outOfBudget,
  contrastive: mined,
  curate,
  'dynvqa-answer': answered,
  'dynvqa-build': reviewed,
  florence2: annotated,
  'florence2-audit': annotatedAudited,
  'florence2-training': annotatedTrained,
  mix: mixed,
  star,
  vote: voted,
};

async function save(
  temporal: TestWorkflowEnvironment,
  bundle: WorkflowBundleWithSourceMap,
  name: string,
  { world, start, play, child: number = 1 }: Scene,
): Promise<void> {
  const workers = await startWorkers(temporal, bundle, world, name);
  const run = await startCampaign(temporal, name, start);
  await play(run, world, temporal);
  await workers.stop();
  const history = await run.fetchHistory();
  await saveHistory(`campaign-${name}`, history);
  const children = (history.events ?? []).flatMap(
    ({ childWorkflowExecutionStartedEventAttributes: started }) => started?.workflowExecution ?? [],
  );
  const child = children[number - 1];
  const kind = child?.workflowId?.includes('/round-') ? 'round' : 'partition';
  const saved = temporal.client.workflow.getHandle(child?.workflowId ?? '', child?.runId ?? '');
  const numbered = number === 1 ? kind : `${kind}-${String(number).padStart(2, '0')}`;
  await saveHistory(`${numbered}-${name}`, await saved.fetchHistory());
}

/** A run of a schedule: the campaign of the month is prepared and run. */
async function saveRefresh(temporal: TestWorkflowEnvironment, bundle: WorkflowBundleWithSourceMap): Promise<void> {
  const world = scriptedActivities();
  const size = { shards: 2, shardItems: 1, window: 2, heartbeatSeconds: 5, operations: 1 };
  world.activities.prepareRefresh = async ({ series }) => ({ kind: 'due', campaign: `${series}-202605`, ...size });
  const workers = await startWorkers(temporal, bundle, world, 'refresh');
  const run = await temporal.client.workflow.start('scheduledRefresh', {
    workflowId: 'refresh/series',
    taskQueue: taskQueue('refresh', 'workflows'),
    args: [{ v: 1, series: 'series', class: 'fast', joinSeconds: 1 }],
  });
  await run.result();
  await workers.stop();
  await saveHistory('refresh-series', await run.fetchHistory());
}

/**
 * Runs one campaign of each shape on a real server and saves its history and that of one child's first run: a partition, or a
 * round with barriers. Called by the replay test when SAVE_HISTORIES is set, which is the way to renew them after a wanted
 * change of the workflows: all with `1`, or some by their names:
 *
 *     SAVE_HISTORIES=mix,refresh NODE_OPTIONS=--experimental-vm-modules npx jest tests/replay
 */
export async function saveHistories(bundle: WorkflowBundleWithSourceMap, which: string): Promise<void> {
  const named = which === '1' ? undefined : which.split(',');
  const isWanted = (name: string): boolean => named?.includes(name) ?? true;
  const temporal = await startTemporal();
  for (const [name, scene] of Object.entries(scenes)) if (isWanted(name)) await save(temporal, bundle, name, scene());
  if (isWanted('refresh')) await saveRefresh(temporal, bundle);
  await temporal.teardown();
  if (!isWanted('continued')) return;
  const impatient = await startTemporal(60);
  await save(impatient, bundle, 'continued', continued());
  await impatient.teardown();
}
